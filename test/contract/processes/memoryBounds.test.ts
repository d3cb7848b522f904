import assert from 'node:assert/strict';
import { proven } from '../../security/proofs.js';
import { useMemory } from '../../security/memory/useMemory.js';

const TEST = 'test/contract/processes/memoryBounds.test.ts';
const MB = 224;
const HEAP_MB = 100;
const COLUMNS = 25_000;
const RUN_MB = 300;

const LONG = (line: number) =>
  `ine ${line} begins a row of more than 64 MB: expected a line break, or a closing quote, before.`;
const DEEP = 'ine 2 is nested too deeply: expected no more than 1000 levels.';
const WIDE = 'ine 2 is too large: expected no more than 1,000,000 values.';

describe('what would fill the memory', function () {
  this.timeout(120_000);

  it('datasets are read row by row, and a row that no memory holds is marked', async () => {
    const { outcomes, mostMb } = await useMemory('datasets', {
      mb: MB,
      columns: 0,
      heapMb: HEAP_MB,
    });
    assert.deepEqual(outcomes, {
      ...broken('a row of JSON Lines', { ending: 'jsonl', fault: LONG(2) }),
      ...broken('a cell of CSV', { ending: 'csv', fault: LONG(3) }),
      ...broken('a CSV quote that never closes', { ending: 'csv', fault: LONG(3), behind: 0 }),
      'a CSV header, describe': `1 rows, 0 columns, 1 problems, L${LONG(1)}`,
      'a CSV header, page': '1 rows in less than 200 KB',
      'a CSV header that never closes, describe': `0 rows, 0 columns, 1 problems, L${LONG(1)}`,
      'a CSV header that never closes, page': '0 rows in less than 200 KB',
      'a row with more values than any, rows': `In the dataset rows.jsonl, l${WIDE}`,
      'a row with more values than any, page': '2 rows in less than 200 KB',
      'a row with more values than any, row': `L${WIDE}`,
      ...broken('levels of JSON Lines', { ending: 'jsonl', fault: DEEP }),
    });
    // A row that was held would be more than this alone.
    assert.ok(mostMb < MB, `${mostMb} MB were held`);
    proven({
      area: 'Bad input',
      claim:
        'A row, cell or header of any length, an endless quote or endless nesting in a dataset is marked; it fills no memory and hides no other row',
      test: TEST,
      figure: `${Object.keys(outcomes).length} readings of rows of ${MB} MB or 100,000 levels, in a heap of ${HEAP_MB} MB`,
    });
  });

  it('datasets of more columns than anybody has', async () => {
    const heapMb = 2 * HEAP_MB;
    const { outcomes, mostMb } = await useMemory('columns', { mb: 1, columns: COLUMNS, heapMb });
    assert.deepEqual(outcomes, {
      'columns of CSV, describe': `2 rows, ${COLUMNS} columns, 0 problems`,
      'columns of CSV, rows': `${2 * COLUMNS} cells`,
      'columns of CSV, survey': '20000 columns, 0 problems',
      'columns of CSV, page': '2 rows in less than 200 KB',
      'columns of CSV, row': `${COLUMNS} cells`,
      'columns of CSV, sort': '2 rows',
      'columns of CSV, find': '0 rows',
      'columns of CSV with one name, describe': `2 rows, ${COLUMNS} columns, 100 problems, The column "a" is there twice (columns 1 and 2); rename one of them.`,
      'columns of CSV with one name, page': '2 rows in less than 200 KB',
      'columns of JSON Lines, describe': `3 rows, 20000 columns, 100 problems, ${LACKS}`,
      'columns of JSON Lines, rows': `${2 * COLUMNS + 1} cells`,
      'columns of JSON Lines, survey': `20000 columns, 100 problems, ${LACKS}`,
      'columns of JSON Lines, page': '3 rows in less than 200 KB',
      'columns of JSON Lines, row': `${COLUMNS} cells`,
      'columns of JSON Lines, sort': '3 rows',
      'columns of JSON Lines, find': '0 rows',
    });
    assert.ok(mostMb < 3 * HEAP_MB, `${mostMb} MB were held`);
  });

  it('files of a run, and what is no file in their place', async () => {
    const size = { mb: RUN_MB, columns: 0, heapMb: HEAP_MB };
    const { outcomes, mostMb } = await useMemory('runs', size);
    const expected = runOutcomes();
    assert.deepEqual(outcomes, expected);
    assert.ok(mostMb < RUN_MB, `${mostMb} MB were held`);
    const noFiles = Object.keys(expected).filter((name) => /^a (?:link|pipe)/.test(name)).length;
    proven({
      area: 'Bad input',
      claim:
        'A line, file or nesting of any size in a run folder, a baseline or a spec ends in one sentence and fills no memory',
      test: TEST,
      figure: `${Object.keys(expected).length - noFiles} readings of files of ${RUN_MB} MB or 100,000 levels, in a heap of ${HEAP_MB} MB`,
    });
    proven({
      area: 'Faults',
      claim: 'A pipe or a device in the place of a file of a run holds nobody up and is told of',
      test: TEST,
      figure: `${noFiles} readings of pipes without a writer and of links to /dev/zero`,
    });
  });
});

const LACKS =
  '1 of 3 rows lacks "c0" (line 1); the evaluation service wants the same fields in every row.';

/** Of a dataset whose second row of three is broken; `behind`: rows that are still found behind it. */
function broken(
  name: string,
  about: { readonly ending: string; readonly fault: string; readonly behind?: number },
): Record<string, string> {
  const { ending, fault, behind = 1 } = about;
  const rows = 2 + behind;
  return {
    [`${name}, describe`]: `${rows - 1} rows, 2 columns, 1 problems, L${fault}`,
    [`${name}, rows`]: `In the dataset rows.${ending}, l${fault}`,
    [`${name}, survey`]: `2 columns, 1 problems, L${fault}`,
    [`${name}, page`]: `${rows} rows in less than 200 KB`,
    [`${name}, row`]: `L${fault}`,
    [`${name}, sort`]: `${rows} rows`,
    [`${name}, find`]: `${behind} rows`,
  };
}

/** By file, beginning with the place that is named in each. */
function runOutcomes(): Record<string, string> {
  const tooLong = (bytes: number, name: string) =>
    `A line behind the first ${bytes} B of FOLDER/run/${name} is longer than 128 MB, which no row is; restore the file, or take this line out.`;
  const noRow = (name: string) =>
    `Line 2 of FOLDER/run/${name} is no JSON object; restore the file, or delete this line of results.jsonl and of details.jsonl alike.`;
  const tooLarge = (what: string, most: string) =>
    `Could not read ${what}: it is larger than ${most}, which none of its kind is; shorten or restore it.`;
  const baselines = 'the baselines FOLDER/.gavel/baselines.json';
  const [results, details] = ['results.jsonl', 'details.jsonl'];
  const noManifest = `FOLDER/run holds no evalrun.json file, so it is no run; choose a run's folder.`;
  const noFile = (what: string) => `Could not read ${what}: it is no file; name another one.`;
  const inPlace = (kind: string): Record<string, string> => ({
    [`${kind}: results, rows`]: noFile('the results in FOLDER/run'),
    [`${kind}: results, look`]: noFile('the results in FOLDER/run'),
    [`${kind}: details, rows`]: noFile('the results in FOLDER/run'),
    [`${kind}: details, look`]: noFile('the results in FOLDER/run'),
    [`${kind}: manifest, manifest`]: noManifest,
    [`${kind}: manifest, list`]: '0 runs',
    [`${kind}: labels, labels`]: noFile('the labels in FOLDER/run/labels.jsonl'),
    [`${kind}: labels, look`]: noFile('the labels in FOLDER/run/labels.jsonl'),
    [`${kind}: baselines, baselines`]: noFile(baselines),
    [`${kind}: spec, spec`]: noFile('FOLDER/a.eval.yaml'),
  });
  return {
    'one line: results, rows': tooLong(61, results),
    'one line: results, look': tooLong(61, results),
    'one line: details, rows': tooLong(29, details),
    'one line: details, look': tooLong(29, details),
    'one line: labels, labels': '2 labels, line 2 is longer than 1 MB',
    'one line: labels, look': '3 rows',
    'many lines: labels, labels':
      '200000 labels, line 200001 and all behind it are not read, as there are 200,000 before',
    'many lines: labels, look': '3 rows',
    'zeros: manifest, manifest': tooLarge('the run FOLDER/run/sample.evalrun.json', '64 MB'),
    'zeros: manifest, list': '0 runs',
    'zeros: baselines, baselines': tooLarge(baselines, '8.0 MB'),
    'zeros: spec, spec': tooLarge('FOLDER/a.eval.yaml', '4.0 MB'),
    'levels: results, rows': noRow(results),
    'levels: results, look': noRow(results),
    'levels: details, rows': noRow(details),
    'levels: details, look': noRow(details),
    'levels: manifest, manifest': `FOLDER/run/sample.evalrun.json can't be read as a run: it is nested too deeply; restore the file or delete its folder.`,
    'levels: manifest, list': '0 runs',
    'levels: labels, labels':
      '2 labels, line 2 row: Invalid input: expected number, received undefined',
    'levels: labels, look': '3 rows',
    'levels: baselines, baselines':
      'FOLDER/.gavel/baselines.json can’t be read: it must be one object of spec paths and run ids, and “a” has none; mend or delete the file.',
    ...inPlace('a link to /dev/zero'),
    ...inPlace('a pipe'),
  };
}
