import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RowQuery } from '../../../src/core/dataset/query/rowQuery.js';
import { planImportOf } from '../../../src/core/exchange/verdicts/importResults.js';
import { createDatasetFiles } from '../../../src/files/dataset/datasetFiles.js';
import { createDatasetEngine } from '../../../src/files/engine/datasetEngine.js';
import { inlineScanners } from '../../../src/files/engine/inlineScanners.js';
import { allowed, checkSentence } from './allowed.js';
import type { FuzzTarget } from './fuzzTarget.js';
import { scratchFolder } from './scratch.js';

const folder = scratchFolder();
const datasets = createDatasetFiles();
const engine = createDatasetEngine(inlineScanners());
const nothing = () => undefined;
const EVERY_ROW: RowQuery = { filters: [], order: null };
const { signal } = new AbortController();

const CSV = [
  'id,question,"an ""answer""",score\n1,"What,\nnow?",b,0.5\n2,é,,7\n3,"","x""y",1e3\n',
  'name;value;label\r\na;1,5;good\r\nb;"2;x";bad\r\n',
];
const JSONL = [
  '{"id":1,"question":"a\\u00e9\\n","answer":{"x":[1,2,{"y":null}]}}\n{"id":1.0,"question":"\\ud83d\\ude00","answer":[]}\n{"id":12345678901234567890,"question":"","answer":true}\n',
  '{"10":"a","2":"b","label":"good"}\r\n\r\n{"label":"bad","extra":-0}\r\n',
];
const wide = (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le');
const WORDS = [
  ...['"",""', '"a\n', ',,,,', '\r\r\n', '\ufeff', 'id,id\n', '\t', ';', '|', '{}\n', '[]\n'],
  ...['"__proto__":{"polluted":1},', '"":1,', '\\u0000', '1e999', '"toString":"x",', '\n\n\n'],
];

export const targets: readonly FuzzTarget[] = [
  { name: 'CSV', valid: [...CSV, ...CSV.map(wide)], words: WORDS, check: checkDataset('csv') },
  {
    name: 'TSV',
    valid: CSV.map((text) => text.replaceAll(/[,;]/g, '\t')),
    words: WORDS,
    check: checkDataset('tsv'),
  },
  {
    name: 'JSON Lines',
    valid: [...JSONL, ...JSONL.map(wide)],
    words: WORDS,
    check: checkDataset('jsonl'),
  },
];

/** Every row is read, also behind broken ones, and the same by both ways of reading. */
function checkDataset(ending: string): FuzzTarget['check'] {
  const path = join(folder, `rows.${ending}`);
  return async (bytes) => {
    await writeFile(path, bytes);
    const info = await allowed(() => datasets.describe(path));
    for (const { message, line } of info?.problems ?? []) {
      checkSentence(message);
      assert.ok(line >= 1);
    }
    await allowed(async () => {
      let last = 0;
      for await (const { row, values } of datasets.rows(path)) {
        assert.equal(row, ++last);
        assert.equal(Object.getPrototypeOf(values), Object.prototype);
      }
      assert.equal(last, info?.rows);
    });
    await allowed(() => lookAt(path, info?.rows));
    await allowed(() => planImportOf(path, { map: {} }, { datasets, signal }));
  };
}

async function lookAt(path: string, rows: number | undefined): Promise<void> {
  const open = await engine.open(path, nothing);
  try {
    const survey = await open.survey(nothing);
    for (const { message } of survey.problems) checkSentence(message);
    const all = open.state.rows;
    // Rows that can't be read are shown here, and count as none there.
    if (rows !== undefined) assert.equal(all - (survey.marked.broken ?? 0), rows);
    const found: number[] = [];
    for await (const some of open.rows({ query: EVERY_ROW })) {
      for (const { row, broken } of some) {
        found.push(row);
        if (broken) checkSentence(broken.message);
      }
    }
    assert.equal(found.length, all, 'a row behind a broken one is lost');
    const columns = { from: 0, to: Math.min(20, open.state.columns.length) };
    const page = await open.page({ query: EVERY_ROW, from: 1, to: 20, columns });
    assert.equal(page.rows.length, Math.min(20, found.length));
    const [first] = open.state.columns;
    if (first === undefined || found.length === 0) return;
    const sorted = { filters: [], order: { column: first, descending: true } };
    assert.equal((await open.list(sorted, nothing)).rows, found.length);
    const find = { text: 'a', matchCase: false, wholeWord: false, regex: false };
    await open.find({ query: sorted, find }, nothing);
  } finally {
    await open.close();
  }
}
