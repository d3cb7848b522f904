import assert from 'node:assert/strict';
import type { JsonObject } from '../../../../../src/core/json.js';
import { checkEverything } from '../../../../../src/core/spec/problems/checkEverything.js';
import { checkSpecRows } from '../../../../../src/core/spec/problems/checkSpecRows.js';
import type { SpecPorts } from '../../../../../src/core/spec/problems/inspectSpec.js';
import { parseSpec } from '../../../../../src/core/spec/parseSpec.js';
import { UserError } from '../../../../../src/core/userError.js';
import { yamlText } from '../markedText.js';
import { datasetInfo, memoryPorts } from '../memoryPorts.js';

const PATH = '/w/a.eval.yaml';
const OPTIONS = { now: () => 0, pause: () => Promise.resolve() };

/** Ports with a template file and a dataset of these rows; `fault`: what reading them ends with. */
function portsWith(
  rows: readonly JsonObject[],
  given: { readonly columns?: readonly string[]; readonly fault?: Error } = {},
): SpecPorts {
  const { columns = ['question', 'answer'], fault } = given;
  const info = datasetInfo({ rows: rows.length, columns });
  const files = { '/w/judge.jinja': 'Judge\n{{ question }}' };
  const ports = memoryPorts(files, { '/w/data.jsonl': info });
  return {
    ...ports,
    datasets: {
      ...ports.datasets,
      async *rows() {
        for (const [index, values] of rows.entries()) {
          await Promise.resolve();
          yield { row: index + 1, values };
        }
        if (fault) throw fault;
      },
    },
  };
}

const FILE_JUDGE = {
  judge: 'judge: { model: m, model_source: serverless, system_template: { file: judge.jinja } }',
};
const ROWS = [{ question: 'a', answer: 'b' }, { answer: null }, { question: 'c' }];

function checkRowsOf(text: string, ports: SpecPorts) {
  const { spec } = parseSpec(text, PATH);
  assert.ok(spec);
  return checkSpecRows(spec, { specPath: PATH, ports }, OPTIONS);
}

describe('checkSpecRows', () => {
  it('renders the templates on every row, and counts rows without a response', async () => {
    const found = await checkRowsOf(yamlText('classify', FILE_JUDGE), portsWith(ROWS));
    assert.deepEqual(
      found?.fields.map(({ path, file, problems }) => [
        path.join('.'),
        file,
        problems.map(({ code, line, row, count, total }) => [code, line, row, count, total]),
      ]),
      [['judge.system_template', '/w/judge.jinja', [['missing-column', 2, 2, 1, 3]]]],
    );
    assert.deepEqual(found.responses, [
      {
        severity: 'warning',
        code: 'no-response',
        message:
          '`answer` holds no response in 2 of 3 rows (first: row 2); there is nothing to judge there.',
        path: ['model_to_evaluate'],
        row: 2,
        count: 2,
        total: 3,
      },
    ]);
    assert.deepEqual([found.checked, found.isComplete, found.facts.rows], [3, true, 3]);
  });

  it('says nothing of a dataset on the service', async () => {
    const text = yamlText('classify', { dataset: 'dataset: file-12' });
    assert.equal(await checkRowsOf(text, portsWith(ROWS)), undefined);
  });

  it('says nothing of a dataset that can’t be read to its end', async () => {
    const fault = new UserError('dataset', 'Line 4 is no JSON object.');
    assert.equal(await checkRowsOf(yamlText('classify'), portsWith(ROWS, { fault })), undefined);
  });

  it('leaves out a template file that is not there', async () => {
    const judge = FILE_JUDGE.judge.replace('judge.jinja', 'other.jinja');
    const found = await checkRowsOf(yamlText('classify', { judge }), portsWith(ROWS));
    assert.deepEqual(found?.fields, []);
  });

  it('rejects when it is cancelled', async () => {
    const { spec } = parseSpec(yamlText('classify'), PATH);
    assert.ok(spec);
    const at = { specPath: PATH, ports: portsWith(ROWS) };
    const options = { ...OPTIONS, signal: AbortSignal.abort() };
    await assert.rejects(checkSpecRows(spec, at, options), { name: 'AbortError' });
  });
});

describe('checkEverything', () => {
  const everything = async (text: string, ports: SpecPorts) => {
    const found = await checkEverything(parseSpec(text, PATH), { specPath: PATH, ports }, OPTIONS);
    return found.map(({ severity, code, file, range }) => {
      return `${file ?? 'spec'}:${range.start.line}:${range.start.column} ${severity} ${code}`;
    });
  };

  it('tells problems at their own place, those of the spec first, in the order of the text', async () => {
    const ports = portsWith(ROWS, { columns: ['question', 'answer', 'id'] });
    assert.deepEqual(await everything(yamlText('classify', FILE_JUDGE), ports), [
      'spec:2:10 information unused-column',
      'spec:6:20 warning no-response',
      '/w/judge.jinja:2:4 warning missing-column',
    ]);
  });

  it('tells problems of a template in the spec at their place in it', async () => {
    const ports = portsWith(ROWS);
    const text = yamlText('classify').replace(
      'Judge {{ question }}.',
      'Judge\n    {{ question }}.',
    );
    assert.deepEqual(await everything(text, ports), [
      'spec:8:8 warning missing-column',
      'spec:11:20 warning no-response',
    ]);
  });

  it('tells a problem of a file that two fields have once', async () => {
    const model =
      'model_to_evaluate: { model: m, model_source: serverless, system_template: { file: judge.jinja }, input_template: { file: judge.jinja } }';
    const text = yamlText('classify', { ...FILE_JUDGE, model_to_evaluate: model });
    assert.deepEqual(await everything(text, portsWith(ROWS, { columns: ['question'] })), [
      '/w/judge.jinja:2:4 warning missing-column',
    ]);
  });

  it('reads no rows for a spec with errors of its own', async () => {
    const ports = portsWith(ROWS, { fault: new Error('read all the same') });
    const found = await everything('type: score\n', ports);
    assert.deepEqual([...new Set(found)], ['spec:1:1 error missing-field']);
  });
});
