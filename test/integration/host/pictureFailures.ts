import type { Page } from 'playwright-core';
import { screenshot } from './workbench.js';

/** Of each test of this `describe` that fails, takes a picture of the window and says where it is. */
export function pictureFailures(page: () => Page): void {
  afterEach(async function () {
    if (this.currentTest?.isFailed() !== true) return;
    const name = this.currentTest.title.replaceAll(/\W+/g, '-');
    console.log(`      picture: ${await screenshot(page(), `failed-${name}`)}`);
  });
}
