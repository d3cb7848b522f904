import { readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { installChromium } from '../integration/host/installChromium.js';

const SOURCE = 'test/screenshots/icon.svg';
/** Pixels of a side; VS Code wants at least 128. */
const SIZE = 256;

/** The extension's icon as PNG: VS Code shows no SVG in its list of extensions. */
export async function drawIcon(): Promise<Buffer> {
  const executablePath = await installChromium(console.log);
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  try {
    const page = await browser.newPage({ viewport: { width: SIZE, height: SIZE } });
    const styles = 'body { margin: 0 } svg { display: block }';
    await page.setContent(`<style>${styles}</style>${readFileSync(SOURCE, 'utf8')}`);
    return await page.screenshot({ omitBackground: true });
  } finally {
    await browser.close();
  }
}
