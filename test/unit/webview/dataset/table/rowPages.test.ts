import assert from 'node:assert/strict';
import type { PageRowView } from '../../../../../src/shared/datasetViews.js';
import { cellOf, createRowPages } from '../../../../../src/webview/dataset/table/rowPages.js';
import type { PageQuestion } from '../../../../../src/webview/dataset/table/rowPages.js';

interface Asked extends PageQuestion {
  settle(answer: readonly PageRowView[] | null | Error): Promise<void>;
}

/** Pages of rows whose cells name them; each question waits for its answer. */
function pagesOf(count: number) {
  const asked: Asked[] = [];
  const events: string[] = [];
  const pages = createRowPages({
    load: (question) =>
      new Promise((resolve, reject) => {
        asked.push({
          ...question,
          async settle(answer) {
            if (answer instanceof Error) reject(answer);
            else resolve(answer);
            await new Promise((done) => setImmediate(done));
          },
        });
      }),
    onChange: () => events.push('change'),
    onError: (error) => events.push(String(error)),
  });
  pages.setCount(count);
  const answer = (question: PageQuestion, { rows = count, word = 'cell' } = {}): PageRowView[] => {
    const made = [];
    for (let row = question.from; row <= Math.min(question.to, rows); row++) {
      const cells = [];
      for (let at = question.columns.from; at < question.columns.to; at++) {
        cells.push(`${word} ${row}:${at}`);
      }
      const kinds = 't'.repeat(cells.length);
      made.push({ row, line: row + 1, notes: [], isBroken: false, cells, kinds, hits: [1] });
    }
    return made;
  };
  const stretches = () => asked.map(({ from, columns }) => `${from} of ${columns.from}`);
  return { pages, asked, events, answer, stretches };
}

const textAt = (pages: ReturnType<typeof pagesOf>['pages'], index: number, column: number) => {
  const row = pages.at(index);
  return row && cellOf(row, column)?.text;
};

describe('rowPages', () => {
  it('asks for the page on the screen, then for the one behind it, once each', async () => {
    const { pages, asked, answer, stretches, events } = pagesOf(1000);
    pages.want({ first: 0, last: 30, blocks: [0] });
    pages.want({ first: 5, last: 35, blocks: [0] });
    assert.deepEqual(stretches(), ['1 of 0', '51 of 0']);
    await asked[0]!.settle(answer(asked[0]!));
    assert.equal(textAt(pages, 49, 39), 'cell 50:39');
    assert.deepEqual([textAt(pages, 50, 0), textAt(pages, 0, 40)], [undefined, undefined]);
    assert.deepEqual(events, ['change']);
    assert.equal(asked.length, 2);
  });

  it('marks the cells that hold what is looked for', async () => {
    const { pages, asked, answer } = pagesOf(10);
    pages.want({ first: 0, last: 9, blocks: [1] });
    await asked[0]!.settle(answer(asked[0]!));
    const row = pages.at(3);
    assert.ok(row);
    assert.deepEqual(
      [cellOf(row, 40)?.isHit, cellOf(row, 41)],
      [false, { text: 'cell 4:41', kind: 't', isHit: true }],
    );
  });

  it('never asks for what the screen has passed by', async () => {
    const { pages, asked, answer, stretches } = pagesOf(100_000);
    for (let first = 0; first < 90_000; first += 1000) {
      pages.want({ first, last: first + 30, blocks: [0] });
    }
    assert.equal(asked.length, 3);
    await asked[0]!.settle(answer(asked[0]!));
    assert.equal(stretches().at(-1), '89001 of 0');
  });

  it('keeps a page in which a second block of columns arrives', async () => {
    const { pages, asked, answer } = pagesOf(10);
    pages.want({ first: 0, last: 9, blocks: [0, 1] });
    for (const one of [...asked]) await one.settle(answer(one));
    assert.deepEqual(
      [textAt(pages, 4, 0), textAt(pages, 4, 79), textAt(pages, 4, 80)],
      ['cell 5:0', 'cell 5:79', undefined],
    );
  });

  it('asks again for a page that was not full once there are more rows, and only then', async () => {
    const { pages, asked, answer } = pagesOf(60);
    pages.want({ first: 0, last: 59, blocks: [0] });
    for (const one of [...asked]) await one.settle(answer(one));
    pages.want({ first: 0, last: 59, blocks: [0] });
    assert.equal(asked.length, 2);
    pages.setCount(80);
    assert.equal(asked.length, 3);
    await asked[2]!.settle(answer(asked[2]!, { rows: 80 }));
    assert.equal(textAt(pages, 79, 0), 'cell 80:0');
  });

  it('does not ask for ever where a list has fewer rows than it said', async () => {
    const { pages, asked } = pagesOf(60);
    pages.want({ first: 0, last: 20, blocks: [0] });
    for (const one of [...asked]) await one.settle([]);
    assert.equal(asked.length, 2);
  });

  it('shows old rows until the new ones come', async () => {
    const { pages, asked, answer } = pagesOf(40);
    pages.want({ first: 0, last: 20, blocks: [0] });
    await asked[0]!.settle(answer(asked[0]!));
    pages.refresh();
    assert.equal(textAt(pages, 0, 0), 'cell 1:0');
    await asked[1]!.settle(answer(asked[1]!, { word: 'new' }));
    assert.equal(textAt(pages, 0, 0), 'new 1:0');
    assert.equal(asked.length, 2);
  });

  it('asks once more where rows changed while they were on their way', async () => {
    const { pages, asked, answer } = pagesOf(40);
    pages.want({ first: 0, last: 20, blocks: [0] });
    pages.refresh();
    await asked[0]!.settle(answer(asked[0]!));
    assert.equal(asked.length, 2);
  });

  it('tells a failure once, and tries again when asked to', async () => {
    const { pages, asked, answer, events } = pagesOf(40);
    pages.want({ first: 0, last: 20, blocks: [0] });
    await asked[0]!.settle(new Error('The disk is gone.'));
    pages.want({ first: 0, last: 21, blocks: [0] });
    assert.deepEqual([asked.length, events], [1, ['Error: The disk is gone.']]);
    pages.refresh();
    await asked[1]!.settle(answer(asked[1]!));
    assert.equal(textAt(pages, 0, 0), 'cell 1:0');
  });

  it('takes nothing from another content, nor after its end', async () => {
    const { pages, asked, answer, events } = pagesOf(100);
    pages.want({ first: 0, last: 20, blocks: [0] });
    await asked[0]!.settle(null);
    assert.equal(pages.at(0), undefined);
    pages.dispose();
    await asked[1]!.settle(answer(asked[1]!));
    assert.deepEqual([pages.at(50), events, asked.length], [undefined, [], 2]);
  });

  it('asks for the first page where it is not known yet whether there is one', () => {
    const { pages, stretches } = pagesOf(0);
    pages.want({ first: 0, last: 0, blocks: [0] });
    assert.deepEqual(stretches(), ['1 of 0']);
  });
});
