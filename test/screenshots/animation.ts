import { PNG } from 'pngjs';
import type { Locator, Page } from 'playwright-core';
import { launchWindow } from '../integration/host/launchWindow.js';
import { openFile, runCommand, screenshot, webviewFrame } from '../integration/host/workbench.js';
import { waitFor } from '../integration/waitFor.js';
import { calm } from './scenes.js';
import { ANIMATION, HIDE_STATUS_BAR, pictureSettings } from './stamp.js';
import { writeGif, type Frame } from './writeGif.js';

/** Milliseconds of a picture to read, of a glance, and of one frame of a movement. */
const READ = 1600;
const GLANCE = 900;
const MOVE = 60;
/** Longer than the demo's run takes. */
const MOST_OF_A_RUN = 30_000;

/** Spec, preview, run, results, row: a GIF of at most twelve seconds. */
export async function recordAnimation(workspace: string): Promise<Uint8Array> {
  const window = await launchWindow({
    ...{ workspace, theme: 'dark', installed: true, ...ANIMATION },
    settings: pictureSettings,
  });
  try {
    const { page } = window;
    const camera = startCamera(page);
    await film(page, camera);
    return writeGif(camera.frames);
  } catch (error) {
    await screenshot(window.page, 'animation-failed');
    throw error;
  } finally {
    await window.close();
  }
}

async function film(page: Page, camera: Camera): Promise<void> {
  const view = webviewFrame(page);
  const lens = (title: string) =>
    page.locator('.codelens-decoration a', { hasText: title }).first();
  await runCommand(page, HIDE_STATUS_BAR);
  await runCommand(page, 'View: Close Primary Side Bar');
  await openFile(page, 'answer-correctness.eval.yaml');
  await lens('Preview').waitFor();
  await camera.showPointer();
  await camera.still(READ);

  await camera.click(lens('Preview'));
  await view.getByText('Policy:').first().waitFor();
  await camera.still(READ);
  await camera.click(view.getByRole('button', { name: 'Next row' }));
  await camera.still(GLANCE);

  const finished = page.getByRole('treeitem', { name: /^Answer correctness, / });
  await camera.click(lens('Run'));
  await camera.click(
    page.locator('.activitybar .action-item', { has: page.getByLabel('Gavel') }).first(),
  );
  const end = performance.now() + MOST_OF_A_RUN;
  // One more than the sample workspace began with.
  while ((await finished.count()) < 3 && performance.now() < end) await camera.take(300);
  await runCommand(page, 'View: Close All Editors');
  await camera.still(GLANCE);

  await camera.click(finished.first());
  await view.getByRole('region', { name: 'Summary' }).waitFor();
  await camera.still(READ);
  await camera.click(view.getByRole('button', { name: /^Failed/ }));
  await camera.still(GLANCE);
  await camera.click(view.getByRole('grid').getByRole('row').nth(3));
  await camera.still(READ);
}

type Camera = ReturnType<typeof startCamera>;

function startCamera(page: Page) {
  const frames: Frame[] = [];
  let at = { x: 760, y: 430 };
  const take = async (milliseconds: number, bytes?: Buffer) => {
    const picture = PNG.sync.read(bytes ?? (await page.screenshot()));
    frames.push({ picture, milliseconds });
  };
  const place = () =>
    page.evaluate(
      `document.querySelector('#film-pointer').style.translate = '${at.x}px ${at.y}px'`,
    );

  return {
    frames,
    /** The browser draws none into its pictures. */
    async showPointer() {
      await page.evaluate(POINTER);
      await place();
    },
    async still(milliseconds: number) {
      await take(milliseconds, await calm(page));
    },
    take,
    /** Moves there in a few frames, and clicks. */
    async click(target: Locator) {
      const box = await waitFor(
        'what is to be clicked',
        () => target.boundingBox(),
        (found) => found !== null,
      );
      if (!box) return;
      const from = at;
      const to = { x: box.x + Math.min(box.width / 2, 60), y: box.y + box.height / 2 };
      for (const part of [0.3, 0.75, 1]) {
        const x = Math.round(from.x + (to.x - from.x) * part);
        const y = Math.round(from.y + (to.y - from.y) * part);
        at = { x, y };
        await place();
        await take(part === 1 ? 4 * MOVE : MOVE);
      }
      await page.mouse.click(at.x, at.y);
    },
  };
}

const POINTER = `
  document.body.insertAdjacentHTML('beforeend',
    '<svg id="film-pointer" width="20" height="26" viewBox="0 0 18 24" style="position:fixed;left:0;top:0;z-index:99999;pointer-events:none">' +
    '<path d="M1 1v18l5-4.5 3 7 3-1.3-3-6.9h7z" fill="#fff" stroke="#000" stroke-width="1.2"/></svg>');
`;
