import assert from 'node:assert/strict';
import { copyText } from '../../../../../src/core/dataset/writing/copyText.js';
import { brokenRow, csvRow, inBatches } from '../rows/testRows.js';

const columns = ['a', 'b'].map((name) => ({ name, as: name }));
const rows = [csvRow(['a', 'b'], ['1', '=x']), brokenRow(2), csvRow(['a', 'b'], ['3', 'y'], 3)];
const rest = { cutOff: undefined, unreadable: undefined, guarded: 0, unguarded: 0 };

describe('copyText', () => {
  it('joins the rows, without a line break at the end, and says what is left out', async () => {
    const options = { form: 'csv', columns, guardFormulas: true } as const;
    assert.deepEqual(await copyText(inBatches(rows, 1), options), {
      text: "a,b\n1,'=x\n3,y",
      rows: 2,
      ...rest,
      leftOut: { rows: 1, first: 2 },
      guarded: 1,
    });
  });

  it('no rows give the header alone', async () => {
    const options = { form: 'text', columns, guardFormulas: false } as const;
    const copied = await copyText(inBatches([]), options);
    assert.deepEqual(copied, { text: 'a\tb', rows: 0, ...rest, leftOut: undefined });
  });

  it('refuses what no clipboard takes, and reads no further', async () => {
    let read = 0;
    const long = 'x'.repeat(1024 * 1024);
    async function* endless() {
      for (;;) {
        read += 1;
        yield await Promise.resolve([csvRow(['a'], [long], read)]);
      }
    }
    await assert.rejects(copyText(endless(), { form: 'json', columns, guardFormulas: false }), {
      name: 'UserError',
      kind: 'usage',
      message:
        'These rows are more than 32 MB of text, too much for the clipboard; save them as a file.',
    });
    assert.equal(read, 32);
  });
});
