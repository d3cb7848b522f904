import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { answering, type Answers } from '../answers.js';
import { workspaceFile } from '../editing.js';
import { waitFor } from '../waitFor.js';

const JSONL = [
  '{"id":12345678901234567890,"Best Answer":"a","lang":"en"}',
  '{"id":',
  '{"id":2,"Best Answer":"=b","lang":"de"}',
  '{"id":3,"Best Answer":"a","lang":"en"}',
]
  .map((line) => `${line}\n`)
  .join('');

const LEFT_OUT = "1 row can't be read and is left out (row 2).";

describe('new datasets from old ones', () => {
  let folder: string;
  let source: vscode.Uri;

  beforeEach(async () => {
    folder = await mkdtemp(workspaceFile('new-').fsPath);
    source = vscode.Uri.file(join(folder, 'rows.jsonl'));
    await writeFile(source.fsPath, JSONL);
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  /** Runs a command as a person would who answers like this, up to the notice at its end. */
  async function asked(answers: Answers, name: string, options?: unknown) {
    let result: unknown;
    const shown = await answering(answers, async ({ messages }) => {
      result = await vscode.commands.executeCommand(`gavel.${name}`, source, options);
      if (result === undefined) return;
      await waitFor(
        'the notice',
        () => messages,
        ({ length }) => length > 0,
      );
    });
    const uris: readonly unknown[] = Array.isArray(result) ? result : [result];
    const names = uris.map((uri) =>
      uri instanceof vscode.Uri ? uri.fsPath.slice(folder.length + 1) : uri,
    );
    return { names, messages: shown.messages, offered: shown.offered };
  }
  const text = (name: string) => readFile(join(folder, name), 'utf8');

  it('a sample: how many, where; beside the source under a free name', async () => {
    await writeFile(join(folder, 'rows-sample-2.jsonl'), '');
    const shown = await asked({ input: ['2'], saves: [''] }, 'sampleDataset');
    assert.deepEqual(shown.names, ['rows-sample-2-2.jsonl']);
    assert.deepEqual(shown.offered, [['rows-sample-2-2.jsonl']]);
    assert.match(shown.messages[0] ?? '', /^Wrote [12] rows? to rows-sample-2-2\.jsonl\./);
    assert.equal(await text('rows.jsonl'), JSONL);
  });

  it('a sample by another seed is named by it', async () => {
    const shown = await asked({ input: ['3/7'], saves: [''] }, 'sampleDataset');
    assert.deepEqual(shown.names, ['rows-sample-3-seed-7.jsonl']);
  });

  it('JSON Lines as CSV: asks about formulas, says what is left out', async () => {
    const answers = { saves: [''], picks: ['Guarded for Spreadsheets'] };
    assert.deepEqual(await asked(answers, 'convertDataset'), {
      names: ['rows.csv'],
      messages: [
        `Wrote 3 rows to rows.csv. ${LEFT_OUT} 1 cell begins like a formula and got an apostrophe in front.`,
      ],
      offered: [['rows.csv'], ['As They Are', 'Guarded for Spreadsheets']],
    });
    assert.equal(
      await text('rows.csv'),
      "id,Best Answer,lang\n12345678901234567890,a,en\n2,'=b,de\n3,a,en\n",
    );
  });

  it('CSV as JSON Lines: asks nothing but where, and says that texts stay texts', async () => {
    source = vscode.Uri.file(join(folder, 'table.csv'));
    await writeFile(source.fsPath, 'a;b\n1;x\n2;y;z\n');
    assert.deepEqual(await asked({ saves: ['t.ndjson'] }, 'convertDataset'), {
      names: ['t.ndjson'],
      messages: [
        'Wrote 2 rows to t.ndjson. CSV has texts only: numbers in it are texts in the JSON too. 1 row has fields beyond the header, which are left out (row 2).',
      ],
      offered: [['table.jsonl']],
    });
    assert.equal(await text('t.ndjson'), '{"a":"1","b":"x"}\n{"a":"2","b":"y"}\n');
  });

  it('a file for each value, in a folder that is chosen', async () => {
    await mkdir(join(folder, 'parts'));
    const parts = vscode.Uri.file(join(folder, 'parts'));
    assert.deepEqual(await asked({ picks: ['lang'], folder: parts }, 'splitDataset'), {
      names: [join('parts', 'rows-en.jsonl'), join('parts', 'rows-de.jsonl')],
      messages: [`Wrote 2 files: rows-en.jsonl (2 rows), rows-de.jsonl (1 row). ${LEFT_OUT}`],
      offered: [['id', 'Best Answer', 'lang']],
    });
  });

  it('a file for each value, beside the dataset', async () => {
    const shown = await asked({ picks: ['lang'], folder: vscode.Uri.file(folder) }, 'splitDataset');
    assert.deepEqual(shown.names, ['rows-en.jsonl', 'rows-de.jsonl']);
  });

  it('without rows that are alike in some columns', async () => {
    const answers = { picks: ['Some Columns…', ['Best Answer', 'lang']], saves: [''] };
    const shown = await asked(answers, 'deduplicateDataset');
    assert.deepEqual(
      [shown.names, shown.messages],
      [
        ['rows-distinct.jsonl'],
        [`Wrote 2 rows to rows-distinct.jsonl. ${LEFT_OUT} 1 repeated row is left out.`],
      ],
    );
  });

  it('under names that templates can use', async () => {
    assert.deepEqual(await asked({ saves: [''] }, 'renameColumns'), {
      names: ['rows-named.jsonl'],
      messages: [
        `Wrote 3 rows to rows-named.jsonl. New names: Best Answer → Best_Answer. ${LEFT_OUT}`,
      ],
      offered: [['rows-named.jsonl']],
    });
    assert.equal(
      (await text('rows-named.jsonl')).split('\n')[0],
      '{"id":12345678901234567890,"Best_Answer":"a","lang":"en"}',
    );
  });

  it('one column under a name that is typed', async () => {
    const options = { column: 'lang' };
    const shown = await asked({ input: ['language'], saves: [''] }, 'renameColumns', options);
    assert.deepEqual(shown.names, ['rows-named.jsonl']);
    assert.match(await text('rows-named.jsonl'), /"language":"en"/);
  });

  it('with options nothing is asked', async () => {
    const target = join(folder, 'some.csv');
    const options = { where: ['lang=en'], columns: ['id', 'lang'], guardFormulas: false, target };
    assert.deepEqual(await asked({}, 'saveRows', options), {
      names: ['some.csv'],
      messages: ['Wrote 2 rows to some.csv. Without the columns that are hidden: Best Answer.'],
      offered: [],
    });
    assert.equal(await text('some.csv'), 'id,lang\n12345678901234567890,en\n3,en\n');
    const sample = { count: 1, seed: 5, target: vscode.Uri.file(join(folder, 'one.jsonl')) };
    assert.deepEqual((await asked({}, 'sampleDataset', sample)).names, ['one.jsonl']);
    const split = { column: 'lang', target: join(folder, 'by.csv'), where: '!:broken' };
    assert.deepEqual((await asked({}, 'splitDataset', split)).names, ['by-en.csv', 'by-de.csv']);
    const distinct = { columns: [], target: join(folder, 'd.jsonl') };
    assert.deepEqual((await asked({}, 'deduplicateDataset', distinct)).names, ['d.jsonl']);
  });

  const stopped: readonly [name: string, answers: Answers][] = [
    ['sampleDataset', { input: [undefined] }],
    ['sampleDataset', { input: ['2'], saves: [undefined] }],
    ['convertDataset', { saves: [''], picks: [undefined] }],
    ['splitDataset', { picks: [undefined] }],
    ['splitDataset', { picks: ['lang'] }],
    ['deduplicateDataset', { picks: ['Some Columns…', undefined] }],
    ['renameColumns', { saves: [undefined] }],
  ];
  for (const [name, answers] of stopped) {
    it(`${name}: who thinks better of it gets nothing (${JSON.stringify(answers)})`, async () => {
      const shown = await asked(answers, name);
      assert.deepEqual([shown.names, shown.messages], [[undefined], []]);
      assert.deepEqual(await readdir(folder), ['rows.jsonl']);
    });
  }

  const refused: readonly [name: string, options: object, message: RegExp][] = [
    ['saveRows', { target: 'rows.jsonl' }, /is the dataset itself, which is never changed/],
    ['saveRows', { where: 'lang=fr' }, /^No row meets the filters; remove one\.$/],
    ['saveRows', { where: 'lang' }, /^The condition lang can't be read: .*, at character 5\.$/],
    ['saveRows', { columns: 'id' }, /^The option columns must be a list of texts\.$/],
    ['sampleDataset', { count: 0 }, /^The option count must be at least 1\.$/],
    ['splitDataset', { column: 'nope', target: 'x.jsonl' }, /^No row has a column "nope"/],
  ];
  for (const [name, options, message] of refused) {
    it(`${name} refuses ${JSON.stringify(options)} in one sentence`, async () => {
      const inFolder =
        'target' in options
          ? { ...options, target: join(folder, String(options.target)) }
          : options;
      const { messages } = await answering({}, () =>
        vscode.commands.executeCommand(`gavel.${name}`, source, inFolder),
      );
      assert.equal(messages.length, 1);
      assert.match(messages[0] ?? '', message);
      assert.deepEqual(await readdir(folder), ['rows.jsonl']);
    });
  }

  it('names that templates can use already are not written again', async () => {
    await writeFile(source.fsPath, '{"id":1}\n');
    const { messages } = await answering({}, () =>
      vscode.commands.executeCommand('gavel.renameColumns', source),
    );
    assert.deepEqual(messages, ['Templates can name every column of this dataset already.']);
  });
});
