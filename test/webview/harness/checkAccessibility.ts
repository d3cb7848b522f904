import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * What axe finds wrong with a page, or with what a selector finds in it, one line each: rule, and the
 * elements that break it. A look at a whole page takes the processor half a second.
 */
export function checkAccessibility(page: Page, within?: string): Promise<string[]> {
  return check(page, within === undefined ? WHOLE : JSON.stringify(within), RULES);
}

/** The same of what the colours of a page decide alone. */
export function checkContrast(page: Page): Promise<string[]> {
  return check(page, WHOLE, "runOnly: ['color-contrast', 'link-in-text-block']");
}

/** Rows of a table are alike but for their texts, tones and marks: of many the first ones stand for all. */
const WHOLE = "{ include: [['html']], exclude: [['.grid-body > .grid-row:nth-child(n + 9)']] }";
/** All rules of axe for WCAG 2.2 AA and what it calls good practice; this one must be asked for. */
const RULES = "rules: { 'target-size': { enabled: true } }";

async function check(page: Page, what: string, how: string): Promise<string[]> {
  // Evaluated by the debugger's protocol, which the page's policy doesn't hold back.
  await page.evaluate(`void (window.axe || (() => { ${source} })())`);
  const violations: { id: string; nodes: { html: string; failureSummary: string }[] }[] =
    await page.evaluate(
      `axe.run(${what}, { resultTypes: ['violations'], ${how} }).then((result) => result.violations)`,
    );
  return violations.map(
    ({ id, nodes }) =>
      `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join('; ')}`,
  );
}
