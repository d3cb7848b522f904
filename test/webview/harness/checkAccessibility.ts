import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * What axe finds wrong with a page, or with what a selector finds in it, one line each: rule, and the
 * elements that break it. A look at a whole page takes the processor half a second.
 */
export async function checkAccessibility(page: Page, within?: string): Promise<string[]> {
  // Evaluated by the debugger's protocol, which the page's policy doesn't hold back.
  await page.evaluate(source);
  const violations: { id: string; nodes: { html: string; failureSummary: string }[] }[] =
    await page.evaluate(
      `axe.run(${within === undefined ? 'document' : JSON.stringify(within)}).then((result) => result.violations)`,
    );
  return violations.map(
    ({ id, nodes }) =>
      `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join('; ')}`,
  );
}
