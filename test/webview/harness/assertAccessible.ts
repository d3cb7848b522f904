import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { checkAccessibility, checkContrast } from './checkAccessibility.js';
import { THEMES, wearTheme } from './openView.js';

/**
 * What a page shows has no fault that axe finds, in any theme. Themes differ in colours alone, so all
 * rules are held against one of them and those about colours against each.
 */
export async function assertAccessible(page: Page): Promise<void> {
  assert.deepEqual(await checkAccessibility(page), []);
  for (const theme of THEMES) {
    await wearTheme(page, theme);
    assert.deepEqual(await checkContrast(page), [], theme);
  }
  await wearTheme(page, THEMES[0]);
}
