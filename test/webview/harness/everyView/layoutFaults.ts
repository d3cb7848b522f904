import type { Page } from 'playwright-core';

/**
 * What of a page can't be reached at its present size, one line each: text or controls that are cut off
 * where nothing scrolls, a page that scrolls sideways though it holds no table, places that scroll and
 * are too small to read in, and controls that others lie on.
 */
export function layoutFaults(page: Page): Promise<string[]> {
  return page.evaluate(`(${SOURCE})()`);
}

/** Looked at in the page; as text, since its types are those of a browser. */
const SOURCE = String.raw`() => {
  const faults = new Set();
  const FOCUSABLE =
    'button, a[href], input, select, textarea, summary, [tabindex]:not([tabindex="-1"])';
  const top = document.querySelector('dialog:modal') ?? [...document.querySelectorAll(':popover-open')].at(-1);
  const root = top ?? document.getElementById('root') ?? document.body;
  const named = (element) => {
    const own = element.cloneNode(false).outerHTML.replace(/<\/.*$/, '').slice(0, 90);
    return own + (element.textContent ?? '').trim().slice(0, 30);
  };
  const isShown = (element) =>
    element.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true }) && !element.closest('.hidden');
  const clips = (value) => value === 'hidden' || value === 'clip';
  const scrolls = (value) => value === 'auto' || value === 'scroll';
  const inTopLayer = (element) => element.matches(':popover-open, dialog:modal');

  /** Sees whether a box can be scrolled to from where it stands. */
  const reach = (element, rect) => {
    let { left, right, top: upper, bottom } = rect;
    let at = element;
    for (;;) {
      const style = getComputedStyle(at);
      const isOut = inTopLayer(at) || style.position === 'fixed';
      const parent = isOut ? null : at.parentElement;
      if (!parent || parent === document.documentElement) break;
      const box = parent.getBoundingClientRect();
      const own = getComputedStyle(parent);
      if (own.textOverflow === 'ellipsis' && clips(own.overflowX)) return;
      if (parent.matches('.grid-cell, [role=gridcell], [data-clipped]')) return;
      if (scrolls(own.overflowX)) [left, right] = [box.left, box.right];
      else if (clips(own.overflowX) && (left < box.left - 2 || right > box.right + 2))
        return 'cut off sideways by ' + named(parent);
      if (scrolls(own.overflowY)) [upper, bottom] = [box.top, box.bottom];
      else if (clips(own.overflowY) && (upper < box.top - 2 || bottom > box.bottom + 2))
        return 'cut off in height by ' + named(parent);
      at = parent;
    }
    if (left < -2 || right > innerWidth + 2) return 'outside of the window sideways';
    if (upper < -2 || bottom > innerHeight + 2) {
      const page = document.scrollingElement;
      if (!page || getComputedStyle(page).overflowY !== 'visible') return 'outside of the window';
    }
    return undefined;
  };

  for (const element of root.querySelectorAll('*')) {
    if (!isShown(element)) continue;
    const style = getComputedStyle(element);
    const isText = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== '');
    if (isText || element.matches(FOCUSABLE)) {
      const why = reach(element, element.getBoundingClientRect());
      if (why) faults.add(named(element) + ' is ' + why);
    }
    if (clips(style.overflowX) && style.textOverflow !== 'ellipsis' && !element.matches('.grid-cell')) continue;
    const isWide = scrolls(style.overflowX) && element.scrollWidth > element.clientWidth + 2;
    const holdsTable = element.matches('[role=grid], textarea, input, pre') || element.querySelector(':scope > table, :scope > pre');
    if (isWide && !holdsTable) faults.add(named(element) + ' scrolls sideways');
    const isTall = scrolls(style.overflowY) && element.scrollHeight > element.clientHeight + 2;
    if (isTall && element.clientHeight < 72 && !element.matches('textarea, [role=listbox]'))
      faults.add(named(element) + ' shows ' + element.clientHeight + ' of ' + element.scrollHeight + ' pixels');
    if (element.matches('[role=grid]') && element.clientHeight < 100)
      faults.add(named(element) + ' is ' + element.clientHeight + ' pixels high');
  }

  for (const element of root.querySelectorAll(FOCUSABLE)) {
    if (!isShown(element) || element.matches('[tabindex="-1"]')) continue;
    element.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    // Text that goes over lines has a box for each.
    const [rect] = element.getClientRects();
    if (!rect || rect.width === 0 || rect.height === 0) continue;
    // Large regions take the focus to be scrolled: a point of theirs is enough.
    const isLarge = rect.height > innerHeight / 2;
    const x = Math.min(Math.max(rect.left + rect.width / 2, 0), innerWidth - 1);
    const y = Math.min(Math.max(rect.top + (isLarge ? 60 : rect.height / 2), 0), innerHeight - 1);
    const hit = document.elementFromPoint(x, y);
    const isOwn = hit && (element.contains(hit) || hit.closest('label')?.control === element || hit.contains(element) && element.matches(':disabled'));
    // What says why a table is empty lies on it.
    const isEmptied = hit?.closest('.grid-empty')?.parentElement === element.parentElement;
    // A list of choices lies on what is beside its field until one is chosen.
    const isListed = hit?.closest('[role=listbox]') && document.querySelector('[role=combobox][aria-expanded=true]');
    if (!isOwn && !isEmptied && !isListed && !element.matches('[role=separator]'))
      faults.add(named(element) + ' lies under ' + (hit ? named(hit) : 'nothing'));
  }
  return [...faults];
}`;
