import type { Page } from 'playwright-core';

/** Roles that a screen reader names by their name alone. */
const NAMED = new Set([
  ...[
    'button',
    'link',
    'textbox',
    'searchbox',
    'combobox',
    'checkbox',
    'radio',
    'switch',
    'slider',
  ],
  ...['spinbutton', 'tab', 'menuitem', 'menuitemcheckbox', 'option', 'treeitem', 'splitter'],
  ...['dialog', 'menu', 'listbox', 'grid', 'table', 'tablist', 'tabpanel', 'toolbar', 'region'],
  ...['progressbar', 'meter', 'image', 'columnheader'],
]);

interface Spoken {
  readonly ignored: boolean;
  readonly role?: { readonly value: string };
  readonly name?: { readonly value: string };
  readonly backendDOMNodeId?: number;
}

/**
 * What a person who listens would not be told, one line each: nodes of the browser's accessibility tree
 * without a name, tables that don't say how many rows they have, charts without words.
 */
export async function spokenFaults(page: Page): Promise<string[]> {
  const session = await page.context().newCDPSession(page);
  const faults: string[] = [];
  try {
    const { nodes } = (await session.send('Accessibility.getFullAXTree')) as { nodes: Spoken[] };
    for (const { ignored, role, name, backendDOMNodeId: backendNodeId } of nodes) {
      if (ignored || !NAMED.has(role?.value ?? '') || (name?.value ?? '').trim() !== '') continue;
      if (backendNodeId === undefined) continue;
      const { outerHTML } = await session.send('DOM.getOuterHTML', { backendNodeId });
      faults.push(`${role?.value ?? ''} without a name: ${outerHTML.slice(0, 120)}`);
    }
  } finally {
    await session.detach();
  }
  return [...faults, ...(await page.evaluate<string[]>(`(${SOURCE})()`))];
}

const SOURCE = String.raw`() => {
  const faults = [];
  const say = (element, what) => faults.push(what + ': ' + element.cloneNode(false).outerHTML.slice(0, 160));
  for (const grid of document.querySelectorAll('[role=grid]')) {
    if (!/^\d+$/.test(grid.getAttribute('aria-rowcount') ?? '')) say(grid, 'no count of rows');
    for (const row of grid.querySelectorAll('[role=row]'))
      if (!row.hasAttribute('aria-rowindex')) say(row, 'no place among the rows');
    for (const head of grid.querySelectorAll('[role=columnheader]'))
      if (head.querySelector('button.sort') && !head.hasAttribute('aria-sort')) say(head, 'no order');
  }
  for (const table of document.querySelectorAll('table')) {
    if (!table.querySelector('th[scope], th, [role=columnheader]')) say(table, 'no heads of columns');
    if (!table.querySelector('caption') && !table.getAttribute('aria-label') && !table.getAttribute('aria-labelledby'))
      say(table, 'a table without a name');
  }
  for (const svg of document.querySelectorAll('svg')) {
    if (svg.closest('[aria-hidden=true]')) continue;
    const holder = svg.closest('[role=img], figure');
    const words = holder?.getAttribute('aria-label') || holder?.getAttribute('aria-labelledby') || svg.querySelector('title');
    if (!words && !svg.getAttribute('aria-label')) say(svg, 'a drawing without words');
  }
  for (const notice of document.querySelectorAll('.notice'))
    if (!notice.closest('[role=status], [role=alert], [aria-live]')) say(notice, 'said to nobody');
  return faults;
}`;
