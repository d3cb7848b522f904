import { mkdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { FrameLocator, Page } from 'playwright-core';
import type { WindowTheme } from './launchWindow.js';
import { waitFor } from '../waitFor.js';
import { screenshotFolder } from './paths.js';

const deadline = { timeout: 20_000 };

/** Runs the command with that title (`Gavel: …`) from the command palette. */
export async function runCommand(page: Page, title: string): Promise<void> {
  const row = page.locator('.quick-input-list .monaco-list-row').filter({ hasText: title }).first();
  // The palette lists what was known when it opened; a window that still starts knows more later.
  for (let attempt = 1; ; attempt += 1) {
    await openQuickInput(page, 'F1', `>${title}`);
    try {
      await row.waitFor({ timeout: 4000 });
      break;
    } catch (error) {
      if (attempt === 5) throw error;
      await page.keyboard.press('Escape');
    }
  }
  await row.click();
}

/** Opens a file of the workspace by its name through Quick Open. */
export async function openFile(page: Page, file: string): Promise<void> {
  await openQuickInput(page, 'Control+P', file);
  const row = page
    .locator('.quick-input-list .monaco-list-row')
    .filter({ hasText: basename(file) })
    .first();
  await row.waitFor(deadline);
  await row.click();
  await page
    .locator('.tabs-container .tab.active')
    .filter({ hasText: basename(file) })
    .first()
    .waitFor(deadline);
  await page
    .locator('.editor-container .view-line, iframe.webview.ready:visible')
    .first()
    .waitFor(deadline);
}

/**
 * A key press is lost while the workbench is still wiring its keys, and what it opened closes when an
 * editor comes back behind it: it is repeated until the text is in.
 */
async function openQuickInput(page: Page, key: string, text: string): Promise<void> {
  const input = page.locator('.quick-input-widget input.input');
  for (let attempt = 1; ; attempt += 1) {
    await page.keyboard.press(key);
    try {
      await input.waitFor({ timeout: 2000 });
      await input.fill(text, { timeout: 2000 });
      break;
    } catch (error) {
      if (attempt === 10) throw error;
    }
  }
}

/** Types an answer into the open quick input and accepts it. */
export async function answerQuickInput(page: Page, text: string): Promise<void> {
  const input = page.locator('.quick-input-widget input.input');
  await input.waitFor(deadline);
  await input.fill(text);
  await page.keyboard.press('Enter');
}

/** The document inside the visible webview (VS Code nests two frames). */
export function webviewFrame(page: Page): FrameLocator {
  return page.frameLocator('iframe.webview.ready:visible').frameLocator('#active-frame');
}

/** The messages in the notification centre; toasts are never drawn in a test window. */
export async function notifications(page: Page): Promise<string[]> {
  await runCommand(page, 'Notifications: Show Notifications');
  const list = page.locator('.notifications-center');
  await list.waitFor(deadline);
  return await list.locator('.notification-list-item-message').allInnerTexts();
}

/** Saves a picture of the window as `out/screenshots/<name>.png`, or to an absolute path. */
export async function screenshot(page: Page, name: string): Promise<string> {
  const file = name.startsWith('/') ? name : join(screenshotFolder, `${name}.png`);
  await mkdir(dirname(file), { recursive: true });
  await page.screenshot({ path: file });
  return file;
}

const themeLabels = {
  dark: ['Dark Modern', 'vs-dark'],
  light: ['Light Modern', 'vs'],
  'hc-dark': ['Dark High Contrast', 'hc-black'],
  'hc-light': ['Light High Contrast', 'hc-light'],
} as const satisfies Record<WindowTheme, readonly [label: string, bodyClass: string]>;

/** Changes the window's theme as a person does; resolves when it shows. */
export async function setTheme(page: Page, theme: WindowTheme): Promise<void> {
  const [label, bodyClass] = themeLabels[theme];
  await runCommand(page, 'Preferences: Color Theme');
  const input = page.locator('.quick-input-widget input.input');
  await page
    .locator('.quick-input-list .monaco-list-row')
    .filter({ hasText: 'Modern' })
    .first()
    .waitFor(deadline);
  await input.fill(label);
  await page
    .locator('.quick-input-list .monaco-list-row.focused')
    .filter({ hasText: label })
    .waitFor(deadline);
  await page.keyboard.press('Enter');
  await page.locator(`.monaco-workbench.${bodyClass}`).waitFor(deadline);
  await input.waitFor({ state: 'hidden', ...deadline });
}

/**
 * Has VS Code write its layout, as it does when the window loses the focus, and resolves when the
 * editors that it wrote match. While a page goes, the browser may not finish that write.
 */
export async function saveWindowState(page: Page, written: RegExp): Promise<void> {
  await page.evaluate(SAVE_STATE);
  await waitFor(
    'the layout to be written',
    () => page.evaluate<string>(`(${READ_EDITORS})()`),
    (editors) => written.test(editors),
  );
}

// Texts, because this project's types are those of Node: there is no `window` here.
const SAVE_STATE = `
  // The focus may be in a view's frame: then the window has seen its blur already.
  window.dispatchEvent(new Event('focus'));
  document.hasFocus = () => false;
  window.dispatchEvent(new Event('blur'));
`;
const READ_EDITORS = `async () => {
  let written = '';
  for (const { name } of await indexedDB.databases()) {
    if (!name.startsWith('vscode-web-state-db')) continue;
    written += await new Promise((resolve, reject) => {
      const opening = indexedDB.open(name);
      opening.onerror = () => reject(opening.error);
      opening.onsuccess = () => {
        const database = opening.result;
        const items = database.transaction('ItemTable').objectStore('ItemTable');
        const reading = items.get('memento/workbench.parts.editor');
        reading.onsuccess = () => { database.close(); resolve(String(reading.result)); };
        reading.onerror = () => { database.close(); reject(reading.error); };
      };
    });
  }
  return written;
}`;
