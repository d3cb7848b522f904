import type { ElementHandle, Frame, Page } from 'playwright-core';
import { waitFor } from '../waitFor.js';

/** Where the keys go, as the innermost document tells it. */
export interface Focus {
  /** The element's own role, or its tag. */
  readonly role: string;
  readonly name: string;
  /** It is drawn within its document's window, and it or what it points at is marked. */
  readonly isVisible: boolean;
}

/** Looks through the frames of the views for the element with the focus. */
export async function focusOf(page: Page): Promise<Focus> {
  let frame: Frame = page.mainFrame();
  for (;;) {
    try {
      const active = await frame.evaluateHandle('document.activeElement');
      const inner: Frame | null | undefined = await (
        active.asElement() as ElementHandle | null
      )?.contentFrame();
      if (!inner) return await frame.evaluate<Focus>(`(${SOURCE})()`);
      frame = inner;
    } catch (error) {
      if (frame === page.mainFrame()) throw error;
      // A view that is closed or loaded meanwhile has no focus.
      return NOWHERE;
    }
  }
}

const NOWHERE: Focus = { role: 'body', name: '', isVisible: false };

const SOURCE = String.raw`() => {
  const active = document.activeElement ?? document.body;
  const pointed = document.getElementById(active.getAttribute('aria-activedescendant') ?? '');
  const shown = pointed ?? active;
  const box = shown.getBoundingClientRect();
  const isWithin = box.width > 0 && box.height > 0 && box.bottom > 0 && box.right > 0
    && box.top < innerHeight && box.left < innerWidth;
  const own = getComputedStyle(active);
  const isOutlined = own.outlineStyle !== 'none' && own.outlineWidth !== '0px';
  // A part of a chart has its border marked, a divider the line that is drawn over it.
  const isDrawn = (active.matches('svg *') && own.stroke !== 'none')
    || (active.matches('[role="separator"]')
      && getComputedStyle(active, '::after').backgroundColor !== 'rgba(0, 0, 0, 0)');
  // VS Code marks an editor by its cursor, a list by the border of its item.
  const isMarked = isOutlined || isDrawn || pointed !== null
    || active.matches('textarea, input, .native-edit-context') || /^tree/.test(active.getAttribute('role') ?? '');
  const textOf = (elements) => [...elements].map((one) => one?.textContent ?? '').join(' ').trim();
  const named = (one) => {
    const by = (one.getAttribute('aria-labelledby') ?? '').split(' ');
    return textOf(by.map((id) => document.getElementById(id))) || one.getAttribute('aria-label')
      || textOf(one.labels ?? []) || one.textContent || one.title || '';
  };
  return {
    role: active.getAttribute('role') ?? active.tagName.toLowerCase(),
    // A tree is called by the view that it fills: its lines say where one is.
    name: [...new Set([shown, active])].map(named).join(' ').trim().slice(0, 90),
    isVisible: active.closest('.monaco-editor.focused') !== null || (isWithin && isMarked),
  };
}`;

/** The page as a whole, of the window or of a view, on the way from its end to its start. */
const PAGES: readonly string[] = ['body', 'document', 'iframe'];

/** Waits until the focus is where `is` wants it, can be seen there, and has a name to be announced by. */
export function focusBecomes(
  page: Page,
  what: string,
  is: (focus: Focus) => boolean,
): Promise<Focus> {
  return waitFor(
    `the focus on ${what}`,
    () => focusOf(page),
    (focus) => is(focus) && focus.isVisible && focus.name !== '',
  );
}

/**
 * Presses a key until the focus is there: as often as a person would before giving up. Each stop on the
 * way can be seen and has a name.
 */
export async function pressUntil(
  page: Page,
  key: string,
  { what, is, most = 40 }: { what: string; is: (focus: Focus) => boolean; most?: number },
): Promise<void> {
  const seen: string[] = [];
  for (let times = 0; times <= most; times += 1) {
    const focus = await focusOf(page);
    const stop = `${focus.role} “${focus.name.slice(0, 20)}”`;
    // Where it sets out from is not of its choice.
    if (times > 0 && !PAGES.includes(focus.role)) {
      if (!focus.isVisible)
        throw new Error(`On the way to ${what}, the focus on ${stop} can't be seen.`);
      if (focus.name === '') throw new Error(`On the way to ${what}, ${stop} has no name.`);
    }
    if (is(focus)) return;
    seen.push(stop);
    await page.keyboard.press(key);
  }
  throw new Error(`${key} never came to ${what}; it went through ${seen.join(', ')}.`);
}

/** Runs a command by its title, from the palette, with keys alone. */
export async function typeCommand(page: Page, title: string): Promise<void> {
  await typeInto(page, 'F1', title);
}

/** Opens a file of the workspace by its name, with keys alone. */
export async function typeFile(page: Page, name: string): Promise<void> {
  await typeInto(page, 'Control+P', name);
  await page.locator('.tabs-container .tab.active').filter({ hasText: name }).first().waitFor();
}

async function typeInto(page: Page, key: string, text: string): Promise<void> {
  const input = page.locator('.quick-input-widget input.input');
  const chosen = page.locator('.quick-input-list .monaco-list-row.focused');
  // A key is lost while the workbench still wires its keys, and its lists know more later.
  for (let attempt = 1; ; attempt += 1) {
    await page.keyboard.press(key);
    try {
      await input.waitFor({ timeout: 3000 });
      await page.keyboard.type(text);
      await chosen.filter({ hasText: text }).waitFor({ timeout: 5000 });
      break;
    } catch (error) {
      if (attempt === 5) throw error;
      await page.keyboard.press('Escape');
    }
  }
  await page.keyboard.press('Enter');
  // The box itself stays where the command asks something in it.
  await chosen.filter({ hasText: text }).waitFor({ state: 'hidden' });
}
