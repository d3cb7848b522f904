import assert from 'node:assert/strict';
import fc from 'fast-check';
import { mutatedTexts } from '../../../security/mutate.js';
import { proven } from '../../../security/proofs.js';
import { linkQuery, parseRunLink } from '../../../../src/ui/links/runLink.js';

const RUN = '.gavel/runs/20261120-091200-x-a1b2/x.evalrun.json';

describe('a link to a row', () => {
  const good: readonly [string, string, object][] = [
    ['a run and a row', `path=${RUN}&row=17`, { path: RUN, folder: undefined, row: 17 }],
    ['a run alone', `path=${RUN}`, { path: RUN, folder: undefined }],
    [
      'a folder of several',
      `path=${RUN}&folder=my%20evals&row=1`,
      { path: RUN, folder: 'my evals', row: 1 },
    ],
    ['what it does not know', `path=${RUN}&row=2&x=y`, { path: RUN, folder: undefined, row: 2 }],
  ];
  for (const [name, query, expected] of good) {
    it(`takes ${name}`, () => assert.deepEqual(parseRunLink({ path: '/run', query }), expected));
  }

  const bad: readonly [name: string, path: string, query: string, problem: RegExp][] = [
    ['another page', '/open', `path=${RUN}`, /names nothing that Gavel opens/],
    ['no path', '/run', 'row=3', /its path is missing/],
    ['an absolute path', '/run', 'path=/etc/x.evalrun.json', /leads out of the workspace/],
    ['a way upwards', '/run', 'path=a/../../x.evalrun.json', /leads out of the workspace/],
    ['a drive', '/run', 'path=C:/x.evalrun.json', /leads out of the workspace/],
    ['a backslash', '/run', 'path=..%5Cx.evalrun.json', /leads out of the workspace/],
    ['an address', '/run', 'path=https://x.example/x.evalrun.json', /leads out of the workspace/],
    ['a null byte', '/run', 'path=a%00.evalrun.json', /leads out of the workspace/],
    ['another kind of file', '/run', 'path=settings.json', /does not end with \.evalrun\.json/],
    [
      'a path of ten thousand',
      '/run',
      `path=${'a/'.repeat(5000)}x.evalrun.json`,
      /longer than 1,000/,
    ],
    ['a folder of ten thousand', '/run', `path=${RUN}&folder=${'a'.repeat(10_000)}`, /than 1,000/],
    ['row 0', '/run', `path=${RUN}&row=0`, /“0” is no number from 1 on/],
    ['a row that is no number', '/run', `path=${RUN}&row=1e3`, /“1e3” is no number from 1 on/],
    ['a row beyond counting', '/run', `path=${RUN}&row=${'9'.repeat(90)}`, /“9{79}…” is no number/],
  ];
  for (const [name, path, query, problem] of bad) {
    it(`refuses ${name}, in one sentence`, () => {
      const parsed = parseRunLink({ path, query });
      assert.ok('problem' in parsed);
      assert.match(parsed.problem, problem);
      assert.match(parsed.problem, /^This link .*\.$/);
    });
  }

  it('is read as it was written, whatever folders are called', () => {
    const name = fc
      .string({ unit: 'grapheme', minLength: 1 })
      .filter((text) => !/[/\\\0:]/.test(text) && text !== '.' && text !== '..');
    fc.assert(
      fc.property(
        fc.array(name, { minLength: 1, maxLength: 3 }),
        fc.option(name, { nil: undefined }),
        fc.option(fc.integer({ min: 1 }), { nil: undefined }),
        (parts, folder, row) => {
          const path = `${parts.join('/')}.evalrun.json`;
          const link = { path, folder, ...(row !== undefined && { row }) };
          assert.deepEqual(parseRunLink({ path: '/run', query: linkQuery(link) }), link);
        },
      ),
    );
  });

  it('names a file below the workspace or says what is wrong, whatever it is', () => {
    const valid = [`path=${RUN}&row=17`, `path=${RUN}&folder=my%20evals&row=1`];
    const words = ['..%2f', '%2e%2e/', '%5c', '%00', '&path=', '&row=', 'C:', '//', '%', '%u202e'];
    let tried = 0;
    for (const query of mutatedTexts(valid, { seed: 9, count: 5000, words })) {
      const link = parseRunLink({ path: '/run', query });
      tried += 1;
      if ('problem' in link) {
        assert.ok(link.problem.length < 300, query);
        continue;
      }
      const parts = link.path.split('/');
      assert.ok(!parts.includes('..') && !link.path.startsWith('/'), query);
      assert.ok(link.path.endsWith('.evalrun.json') && !/[\\\0]/.test(link.path), query);
      assert.ok(link.row === undefined || (Number.isSafeInteger(link.row) && link.row > 0), query);
    }
    proven({
      area: 'Bad input',
      claim: 'A vscode:// link opens a run below the workspace, or nothing',
      test: 'test/unit/ui/links/runLink.test.ts',
      figure: `${tried.toLocaleString('en-US')} broken links`,
    });
  });
});
