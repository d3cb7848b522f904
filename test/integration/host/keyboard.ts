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
    const active = await frame.evaluateHandle('document.activeElement');
    const inner: Frame | null | undefined = await (
      active.asElement() as ElementHandle | null
    )?.contentFrame();
    if (!inner) return frame.evaluate<Focus>(`(${SOURCE})()`);
    frame = inner;
  }
}

const SOURCE = String.raw`() => {
  const active = document.activeElement ?? document.body;
  const pointed = document.getElementById(active.getAttribute('aria-activedescendant') ?? '');
  const shown = pointed ?? active;
  const box = shown.getBoundingClientRect();
  const isWithin = box.width > 0 && box.height > 0 && box.bottom > 0 && box.right > 0
    && box.top < innerHeight && box.left < innerWidth;
  const own = getComputedStyle(active);
  // VS Code marks an editor by its cursor, a list by the border of its item.
  const isMarked = (own.outlineStyle !== 'none' && own.outlineWidth !== '0px') || pointed !== null
    || active.matches('textarea, input, .native-edit-context') || /^tree/.test(active.getAttribute('role') ?? '');
  return {
    role: active.getAttribute('role') ?? active.tagName.toLowerCase(),
    // A tree is called by the view that it fills: its lines say where one is.
    name: [shown, active].map((one) => one.getAttribute('aria-label') ?? one.textContent ?? '')
      .join(' ').trim().slice(0, 90),
    isVisible: active.closest('.monaco-editor.focused') !== null || (isWithin && isMarked),
  };
}`;

/** Waits until the focus is where `is` wants it, and can be seen there. */
export function focusBecomes(
  page: Page,
  what: string,
  is: (focus: Focus) => boolean,
): Promise<Focus> {
  return waitFor(
    `the focus on ${what}`,
    () => focusOf(page),
    (focus) => is(focus) && focus.isVisible,
  );
}

/** Presses a key until the focus is there: as often as a person would before giving up. */
export async function pressUntil(
  page: Page,
  key: string,
  { what, is, most = 40 }: { what: string; is: (focus: Focus) => boolean; most?: number },
): Promise<void> {
  const seen: string[] = [];
  for (let times = 0; times <= most; times += 1) {
    const focus = await focusOf(page);
    if (is(focus)) {
      if (!focus.isVisible) throw new Error(`The focus on ${what} can't be seen.`);
      return;
    }
    seen.push(`${focus.role} “${focus.name.slice(0, 20)}”`);
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
  await input.waitFor({ state: 'hidden' }).catch(() => undefined);
}
