import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { webviewFrame } from './workbench.js';

/** What axe-core finds wrong in the visible webview, one line per rule with its first place. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  const body = await webviewFrame(page).locator('body').elementHandle();
  const frame = await body.ownerFrame();
  if (!frame) throw new Error('There is no visible webview to look at.');
  // A string is evaluated through the debugger: the view's own script policy stays as it is.
  await frame.evaluate(axe.source);
  const results = await frame.evaluate<axe.AxeResults>(
    `axe.run(document, { resultTypes: ['violations'] })`,
  );
  return results.violations.map(({ id, help, nodes }) => {
    const [first] = nodes;
    return `${id}: ${first?.target.join(' ') ?? ''} (${nodes.length} places) — ${help}. ${first?.failureSummary ?? ''}`;
  });
}
