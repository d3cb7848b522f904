import type { Page } from 'playwright-core';
import type { ShownDataset } from './dataset/showDataset.js';

/** How many times a gesture shows other rows, each in a frame of its own. */
export const TURNS = 60;

export interface Gesture {
  readonly name: string;
  act(shown: ShownDataset): Promise<void>;
}

/**
 * Ways through 100,000 rows. Each turn waits for its frame: the browser sums up turns that come
 * faster than it draws, and on a busy machine each frame would be of more of them.
 */
export const GESTURES: readonly Gesture[] = [
  {
    // The thumb of the bar, over all rows: every frame shows other rows.
    name: 'by the thumb, from the first to the last',
    act: ({ page }) =>
      page.evaluate(`new Promise((done) => {
        const grid = document.querySelector('.grid');
        const end = grid.scrollHeight - grid.clientHeight;
        let frame = 0;
        const move = () => {
          grid.scrollTop = (end * ++frame) / ${TURNS};
          if (frame < ${TURNS}) requestAnimationFrame(move);
          else requestAnimationFrame(() => done());
        };
        requestAnimationFrame(move);
      })`),
  },
  {
    name: 'by the wheel, fifty rows a turn',
    async act({ page, grid }) {
      await grid.hover();
      for (let turn = 0; turn < TURNS; turn++) {
        await page.mouse.wheel(0, 1100);
        await nextFrame(page);
      }
    },
  },
  {
    name: 'by Page Down held',
    async act({ page, grid }) {
      await grid.focus();
      for (let turn = 0; turn < TURNS; turn++) {
        await page.keyboard.down('PageDown');
        await nextFrame(page);
      }
      await page.keyboard.up('PageDown');
    },
  },
];

/** Draws as many cells as the grid shows, of the same kind, from nothing, over it: `TURNS` frames. */
export async function drawCells(page: Page): Promise<void> {
  await page.evaluate(`new Promise((done) => {
    const sheet = document.createElement('div');
    sheet.style.cssText = 'position: fixed; inset: 0; overflow: hidden; z-index: 9';
    document.body.append(sheet);
    let frame = 0;
    const draw = () => {
      sheet.textContent = '';
      for (let at = 0; at < 40; at++) {
        const row = document.createElement('div');
        row.className = 'grid-row';
        row.style.cssText = 'display: grid; grid-template-columns: repeat(7, 200px); height: 22px';
        for (let column = 0; column < 7; column++) {
          const cell = document.createElement('div');
          cell.className = 'grid-cell';
          cell.textContent = (frame * 40 + at) + ': how long does a refund take, and to which card?';
          row.append(cell);
        }
        sheet.append(row);
      }
      if (++frame < ${TURNS}) requestAnimationFrame(draw);
      else requestAnimationFrame(() => { sheet.remove(); done(); });
    };
    requestAnimationFrame(draw);
  })`);
}

async function nextFrame(page: Page): Promise<void> {
  await page.evaluate('new Promise((done) => requestAnimationFrame(() => done()))');
}
