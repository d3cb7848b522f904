import assert from 'node:assert/strict';
import { failureReport } from '../failureReport.js';
import { endedEarly } from '../suiteReport.js';

const failure = (title: string, error: string) => ({ suite: 'unit', title, error });
const lines = (count: number) => Array.from({ length: count }, (_, at) => `line ${at + 1}`);

describe('failureReport', () => {
  it('says nothing where nothing failed', () => {
    assert.deepEqual(failureReport([]), []);
  });

  it('names suite and test, with the error and its place', () => {
    const error = [
      'AssertionError [ERR_ASSERTION]: 1 == 2',
      '',
      '    at equal (node:assert:1:2)',
      '    at Context.<anonymous> (/w/test/unit/x.test.ts:3:12)',
      '    at process.run (/w/node_modules/mocha/lib/runner.js:4:5)',
    ].join('\n');
    assert.deepEqual(failureReport([failure('x\n adds', error)]), [
      'FAILED unit: x adds',
      '    AssertionError [ERR_ASSERTION]: 1 == 2',
      '        at Context.<anonymous> (/w/test/unit/x.test.ts:3:12)',
    ]);
  });

  it('cuts a long error, and keeps its place in a test', () => {
    const error = [...lines(30), '    at run (/w/x.ts:3:12)', '    at more (/w/y.ts:1:1)'].join(
      '\n',
    );
    assert.deepEqual(failureReport([failure('x', error)]), [
      'FAILED unit: x',
      ...lines(11).map((line) => `    ${line}`),
      '        at run (/w/x.ts:3:12)',
    ]);
  });

  it('cuts a line that does not end', () => {
    const [title, line] = failureReport([failure('t'.repeat(1000), 'e'.repeat(1000))]);
    assert.equal(title, `FAILED unit: ${'t'.repeat(199)}…`);
    assert.equal(line, `    ${'e'.repeat(199)}…`);
  });

  it('shares its lines among many, and counts those that it leaves out', () => {
    const many = lines(27).map((title) => failure(title, lines(30).join('\n')));
    const report = failureReport(many);
    assert.deepEqual(report.slice(0, 6), [
      'FAILED unit: line 1',
      ...lines(4).map((line) => `    ${line}`),
      'FAILED unit: line 2',
    ]);
    assert.equal(report.at(-1), 'and 7 more failed');
    assert.equal(report.length, 20 * 5 + 1);
  });
});

describe('endedEarly', () => {
  const counts = { passed: 3, failed: 1, skipped: 2 };
  const failures = [{ title: 'one', error: 'wrong' }];
  const why = 'The suite ended with SIGKILL before its last test.';
  const places = [
    { name: 'in a test', report: { ...counts, failures, running: 'two' }, title: 'two' },
    { name: 'once all tests ended', report: { ...counts, failures }, title: 'after the last test' },
  ];
  for (const { name, report, title } of places) {
    it(`keeps what a suite came to that was ended ${name}`, () => {
      assert.deepEqual(endedEarly(report, why), {
        ...counts,
        failed: 2,
        failures: [...failures, { title, error: why }],
      });
    });
  }

  it('is a failure where no test began', () => {
    assert.deepEqual(endedEarly(undefined, why), {
      passed: 0,
      failed: 1,
      skipped: 0,
      failures: [{ title: 'before the first test', error: why }],
    });
  });
});
