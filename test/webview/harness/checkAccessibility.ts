import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * What axe finds wrong with a page, one line each: rule, and the elements that break it. A look takes
 * the processor more than half a second.
 */
export function checkAccessibility(page: Page): Promise<string[]> {
  return check(page, WHOLE, RULES);
}

/** The same of what the colours of a page decide alone. */
export function checkContrast(page: Page): Promise<string[]> {
  return check(page, `(${LOOKS})()`, "runOnly: ['color-contrast', 'link-in-text-block']");
}

/** Rows of a table are alike but for their texts, tones and marks: of many the first ones stand for all. */
const LEFT_OUT = '.grid-body > .grid-row:nth-child(n + 9)';
const WHOLE = `{ include: [['html']], exclude: [['${LEFT_OUT}']] }`;
/** All rules of axe for WCAG 2.2 AA and what it calls good practice; this one must be asked for. */
const RULES = "rules: { 'target-size': { enabled: true } }";

/**
 * Of elements that stand in the same elements and in the same colours, the first and the last: axe takes
 * a millisecond for each, and many pages are lists. The last may be in sight where the first isn't.
 */
const LOOKS = `() => {
  const numbers = new Map();
  const looks = new Map();
  const look = (element, above) => {
    if (element.matches('${LEFT_OUT}')) return;
    const { color, backgroundColor, backgroundImage, opacity, fontSize, fontWeight } = getComputedStyle(element);
    const key = [above, element.localName, element.getAttribute('class'), color, backgroundColor,
      backgroundImage, opacity, fontSize, fontWeight].join('|');
    if (!numbers.has(key)) numbers.set(key, numbers.size);
    const number = numbers.get(key);
    const isText = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== '');
    if ((isText || element.matches('input, select, textarea')) && element.checkVisibility({ visibilityProperty: true }))
      looks.set(number, [looks.get(number)?.[0] ?? element, element]);
    for (const child of element.children) look(child, number);
  };
  look(document.body, '');
  const found = [...new Set([...looks.values()].flat())];
  return { include: found.length > 0 ? found : [document.body], exclude: [['${LEFT_OUT}']] };
}`;

async function check(page: Page, what: string, how: string): Promise<string[]> {
  // Evaluated by the debugger's protocol, which the page's policy doesn't hold back.
  if (!(await page.evaluate<boolean>(`'axe' in window`))) await page.evaluate(`void ${source}`);
  const violations: { id: string; nodes: { html: string; failureSummary: string }[] }[] =
    await page.evaluate(
      `axe.run(${what}, { resultTypes: ['violations'], ${how} }).then((result) => result.violations)`,
    );
  return violations.map(
    ({ id, nodes }) =>
      `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join('; ')}`,
  );
}
