import assert from 'node:assert/strict';
import { junitDocument } from '../../../../src/core/report/junitReport.js';
import type { RunReport } from '../../../../src/core/report/runReport.js';
import type { RunManifest } from '../../../../src/core/runs/manifest.js';
import type { StoredRow } from '../../../../src/core/runs/resultRow.js';
import { runStatistics } from '../../../../src/core/stats/runStatistics.js';

/** Of the schemas of Jenkins' xUnit plugin and Maven Surefire: what each element may and must hold. */
const SCHEMA: Readonly<
  Record<string, { readonly must: string[]; readonly may: string[]; readonly children: string[] }>
> = {
  testsuites: {
    must: [],
    may: ['name', 'time', 'tests', 'failures', 'errors'],
    children: ['testsuite'],
  },
  testsuite: {
    must: ['name', 'tests', 'failures', 'errors', 'skipped'],
    may: ['time', 'timestamp', 'hostname', 'id', 'package', 'group'],
    children: ['properties', 'testcase', 'system-out', 'system-err'],
  },
  properties: { must: [], may: [], children: ['property'] },
  property: { must: ['name', 'value'], may: [], children: [] },
  testcase: {
    must: ['name', 'time'],
    may: ['classname', 'group'],
    children: ['skipped', 'error', 'failure', 'system-out', 'system-err'],
  },
  failure: { must: [], may: ['type', 'message'], children: [] },
  error: { must: [], may: ['type', 'message'], children: [] },
  'system-out': { must: [], may: [], children: [] },
};
const TIME = /^(([0-9]{0,3},)*[0-9]{3}|[0-9]{0,3})*(\.[0-9]*)?$/;

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
}

/** Elements of a document that is well formed; throws for one that is not. */
function elementsOf(xml: string): Element {
  const root: Element = { name: '', attributes: {}, children: [] };
  const open = [root];
  const rest = xml
    .replace(/^<\?xml [^>]*\?>/, '')
    .replace(
      /<(\/?)([\w-]+)((?:\s+[\w.-]+="[^"<]*")*)\s*(\/?)>/g,
      (_, end: string, name: string, attributes: string, isEmpty: string) => {
        if (end !== '') {
          assert.equal(open.pop()?.name, name);
          return '';
        }
        const found = [...attributes.matchAll(/([\w.-]+)="([^"]*)"/g)].map(
          ([, key = '', value = '']) => [key, value],
        );
        const made: Element = {
          name,
          attributes: Object.fromEntries(found) as Record<string, string>,
          children: [],
        };
        open.at(-1)?.children.push(made);
        if (isEmpty === '') open.push(made);
        return '';
      },
    );
  assert.equal(open.length, 1);
  assert.doesNotMatch(rest, /[<>]|&(?!(amp|lt|gt|quot|apos|#\d+);)/);
  const [document] = root.children;
  assert.ok(document);
  return document;
}

function checkElement({ name, attributes, children }: Element): void {
  const rule = SCHEMA[name];
  assert.ok(rule, `<${name}> is in no schema`);
  const names = Object.keys(attributes);
  for (const must of rule.must) assert.ok(names.includes(must), `<${name}> needs ${must}`);
  for (const each of names) {
    assert.ok([...rule.must, ...rule.may].includes(each), `<${name}> takes no ${each}`);
  }
  if (attributes['time'] !== undefined) assert.match(attributes['time'], TIME);
  if (attributes['timestamp'] !== undefined) {
    assert.match(attributes['timestamp'], /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/);
  }
  for (const child of children) {
    assert.ok(rule.children.includes(child.name), `<${name}> holds no <${child.name}>`);
    checkElement(child);
  }
  if (name !== 'testsuite') return;
  const cases = children.filter((child) => child.name === 'testcase');
  const having = (kind: string) =>
    cases.filter((one) => one.children.some((child) => child.name === kind)).length;
  assert.deepEqual(
    [attributes['tests'], attributes['failures'], attributes['errors']],
    [cases.length, having('failure'), having('error')].map(String),
  );
}

describe('JUnit XML', () => {
  for (const inconclusive of ['pass', 'fail'] as const) {
    it(`keeps the schemas, with inconclusive gates that ${inconclusive}`, () => {
      const lost = {
        name: 'b.eval.yaml',
        message: 'b.eval.yaml:1:1: <broken> & "so"',
        type: 'spec',
      };
      const stopped = report({ status: 'cancelled', reason: 'by \u0000 you' });
      const document = elementsOf(junitDocument([report({}), lost, stopped], inconclusive));
      checkElement(document);
      const sum = (name: string) =>
        document.children.reduce((all, one) => all + Number(one.attributes[name]), 0);
      for (const name of ['tests', 'failures', 'errors']) {
        assert.equal(document.attributes[name], `${sum(name)}`);
      }
      const gates = document.children.find(
        ({ attributes }) => attributes['name'] === 'A &lt;b&gt; gates',
      );
      assert.equal(gates?.attributes['failures'], inconclusive === 'pass' ? '0' : '1');
    });
  }

  it('no run at all is a document as well', () => {
    checkElement(elementsOf(junitDocument([])));
  });
});

function report(more: Partial<RunManifest>): RunReport {
  const spec: RunManifest['spec'] = {
    ...{ type: 'classify', dataset: 'a.jsonl', labels: ['good', 'bad'], pass_labels: ['good'] },
    model_to_evaluate: 'answer',
    judge: { model: 'j', model_source: 'serverless', system_template: 'x' },
    gates: { pass_rate: { min: 0.5 } },
  };
  const rows: StoredRow[] = [
    { result: { label: 'good' }, details: { row: 1, outcome: 'passed', duration_ms: 61_234 } },
    {
      result: { label: 'bad', feedback: '<a href="x">&</a>' },
      details: { row: 2, outcome: 'failed' },
    },
    { result: { label: 'odd' }, details: { row: 3, outcome: 'invalid' } },
    { result: { label: null }, details: { row: 4, outcome: 'judge_error' } },
  ];
  const manifest: RunManifest = {
    ...{ gavel_run: 1, id: 'i', slug: 's', name: 'A <b>', type: 'classify', backend: 'local' },
    ...{ status: 'completed', demo: false, spec, dataset: {}, templates: {} },
    models: { judge: { model: 'j', model_source: 'serverless' } },
    created_at: '2026-01-31T14:25:01.123Z',
    progress: { done: 4, total: 4 },
    tool_version: '0',
    ...more,
  };
  return { manifest, rows, statistics: runStatistics(spec, rows) };
}
