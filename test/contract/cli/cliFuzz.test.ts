import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { createServices } from '../../../src/composition.js';
import { proven } from '../../security/proofs.js';
import { contractRow } from '../ports/contractPlan.js';
import { runGavel } from './runGavel.js';

const TEST = 'test/contract/cli/cliFuzz.test.ts';
const RUNS = 1000;
const ENVIRONMENTS = 300;

/** Every command but `demo`, which stays: its arguments are tried with a signal that is aborted. */
const COMMANDS = [
  ...['validate', 'render', 'dataset', 'preflight', 'run', 'whoami', 'jobs', 'job', 'fetch'],
  ...['cancel', 'files', 'files get', 'files put', 'files rm', 'models', 'cache', 'cache clear'],
  ...['results', 'gates', 'stats', 'diff', 'rank', 'labels', 'export', 'import promptfoo'],
  ...['import results', 'help', 'demo', '', 'runn', '__proto__', 'constructor'],
];
const OPTIONS = [
  ...['--all', '--as', '--backend', '--baseline', '--by', '--columns', '--concurrency'],
  ...['--confirm-above', '--data', '--dataset', '--dry-run', '--flipped-as-shown', '--format'],
  ...['--guard-formulas', '--json', '--judge', '--labels', '--limit', '--map', '--match-case'],
  ...['--max-cost', '--model', '--name', '--out', '--pair', '--pass', '--port', '--price'],
  ...['--profile', '--purpose', '--range', '--refresh', '--regex', '--resume', '--retry-failed'],
  ...['--row', '--rows', '--sample', '--sample-seed', '--search', '--seed', '--sort', '--source'],
  ...['--split-by', '--status', '--strict', '--threshold', '--tie-within', '--truth', '--type'],
  ...['--where', '--yes', '--help', '--version', '--', '-', '--=', '--nothing', '-x'],
];
const VALUES = [
  ...['rows.jsonl', 'spec.eval.json', 'broken.eval.json', 'run', 'folder', '.', '..', '/', ''],
  ...['0', '-1', '1', '1e308', '1e309', 'NaN', 'Infinity', '9'.repeat(400), '1..99999999999999'],
  ...['1-1000000000', '3,7,10-20', 'm=1/2', 'm=/', '=', 'q == "x"', 'question contains "("', '(('],
  ...['(a+)+$', 'question:desc', ':', ',', 'curl', 'html', 'csv', 'demo', 'local', 'together'],
  ...['eval-1', '%2e%2e', '../../etc/passwd', 'file-1', '\u0000', '\u202e', '\ud83d\ude00', '~'],
  ...['x'.repeat(5000), '--json', 'null', '{}', '[]', '${env:HOME}', 'http://127.0.0.1:9'],
];
const argument = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...VALUES) },
  { weight: 3, arbitrary: fc.constantFrom(...OPTIONS) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 30 }) },
);
const call = fc.tuple(fc.constantFrom(...COMMANDS), fc.array(argument, { maxLength: 7 }));

const ADDRESSES = [
  ...[
    '',
    ' ',
    'x',
    'http://',
    'https://',
    '//host',
    'file:///etc/passwd',
    'javascript:1',
    'ftp://a',
  ],
  ...[
    'http://127.0.0.1:99999',
    'http://127.0.0.1:9/v1',
    'https://u:p@host',
    'http://[::1',
    '\u0000',
  ],
  ...['http://evil.example', 'HTTPS://HOST.invalid/V1/', `https://${'a'.repeat(5000)}.invalid`],
];
const environment = fc.record(
  {
    TOGETHER_BASE_URL: fc.oneof(fc.constantFrom(...ADDRESSES), fc.string()),
    TOGETHER_API_KEY: fc.constantFrom('', ' ', '\n', 'kéy', 'a b', '\u0000'),
    HTTPS_PROXY: fc.oneof(fc.constantFrom(...ADDRESSES), fc.string()),
    http_proxy: fc.oneof(fc.constantFrom(...ADDRESSES), fc.string()),
    NO_PROXY: fc.oneof(fc.constantFrom('*', ',', '.', '[::1]', '%'), fc.string()),
    GAVEL_KEY_ORIGINS: fc.oneof(
      fc.constantFrom('=', ',,', 'X=', '__proto__=https://a'),
      fc.string(),
    ),
    GAVEL_SECRET_X: fc.string(),
  },
  { requiredKeys: [] },
);

describe('command line: arguments and variables that nobody means', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gavel-cli-fuzz-'));
    const spec = {
      type: 'classify',
      dataset: 'rows.jsonl',
      judge: { model: 'm', model_source: 'serverless', system_template: '{{ question }}' },
      labels: ['good', 'bad'],
      pass_labels: ['good'],
      model_to_evaluate: 'answer_a',
    };
    const rows = [1, 2, 3].map((row) => `${JSON.stringify(contractRow(row))}\n`);
    await writeFile(join(folder, 'rows.jsonl'), rows.join(''));
    await writeFile(join(folder, 'spec.eval.json'), JSON.stringify(spec));
    await writeFile(join(folder, 'broken.eval.json'), '{"type":');
    await mkdir(join(folder, 'folder'));
  });
  after(() => rm(folder, { recursive: true }));

  /** Nobody is asked: who would send anything finds no key, or no network. */
  const makeServices: typeof createServices = (options) =>
    createServices({ ...options, fetch: () => Promise.reject(new TypeError('no network')) });

  async function assertOrderly(
    args: readonly string[],
    env: Readonly<Record<string, string>>,
  ): Promise<void> {
    const about = JSON.stringify([args, env]).slice(0, 3000);
    const stop = new AbortController();
    if (args.includes('demo')) stop.abort();
    const { exitCode, out, err } = await runGavel(args, {
      env: { XDG_STATE_HOME: join(folder, 'state'), ...env },
      cwd: folder,
      signal: stop.signal,
      makeServices,
    });
    assert.ok([0, 1, 2, 3, 4, 130].includes(exitCode), `${about}: exit code ${exitCode}`);
    assert.doesNotMatch(err + out, /inside gavel|\n {4}at /, about);
    if (exitCode === 0) return;
    assert.notEqual((err + out).trim(), '', `${about}: not a word`);
    // All rows are a document each.
    if (args.includes('--json') && !args.includes('--all')) {
      assert.doesNotThrow(() => JSON.parse(out), `${about}: ${out}`);
    }
  }

  it('end with an exit code and a sentence, whatever the arguments', async function () {
    this.timeout(120_000);
    const property = fc.asyncProperty(call, ([command, args]) =>
      assertOrderly([...command.split(' '), ...args], {}),
    );
    await fc.assert(property, { seed: 9, numRuns: RUNS });
    proven({
      area: 'Bad input',
      claim:
        'Whatever its arguments are, the command line ends with a documented exit code and no stack',
      test: TEST,
      figure: `${RUNS} calls of ${COMMANDS.length} commands with ${OPTIONS.length} options`,
    });
  });

  it('end with an exit code and a sentence, whatever the variables', async function () {
    this.timeout(120_000);
    const calls = [['jobs'], ['whoami', '--json'], ['run', 'spec.eval.json'], ['models']];
    let asked = 0;
    const property = fc.asyncProperty(environment, (env) => {
      asked += 1;
      return assertOrderly(calls[asked % calls.length] ?? [], env);
    });
    await fc.assert(property, { seed: 9, numRuns: ENVIRONMENTS });
    proven({
      area: 'Bad input',
      claim: 'Variables that name no address, proxy or key are refused in a sentence',
      test: TEST,
      figure: `${ENVIRONMENTS} environments`,
    });
  });
});
