import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { build } from 'esbuild';
import { startDemoService } from '../../../src/demo/demoService.js';
import type { DemoService } from '../../../src/demo/demoService.js';
import { assertNoCanary, CANARIES, filesBelow } from '../../security/canaries.js';
import type { Artefact } from '../../security/canaries.js';
import { canaryInputs } from '../../security/canaryInputs.js';
import { proven } from '../../security/proofs.js';
import { startEchoingEndpoint, startEchoingService } from '../faults/echoingServer.js';
import type { EchoingServer } from '../faults/echoingServer.js';

/** `GET /evaluation/…`, `POST /evaluation` and so on: each step at which the service may fail. */
const STEPS = [
  ['whoami', /whoami/],
  ['models', /models|endpoints|model-list/],
  ['upload', /files/],
  ['launch', /evaluation$/],
  ['poll', /evaluation\/eval-/],
  ['download', /content/],
] as const;
const REFUSALS = [
  { status: 400, form: 'json' },
  { status: 401, form: 'html' },
  { status: 403, form: 'events' },
  { status: 422, form: 'cut short' },
] as const;

describe('keys that stand wherever a key can be', () => {
  let root: string;
  let cwd: string;
  let home: string;
  let temporary: string;
  let program: string;
  let demo: DemoService;
  let service: EchoingServer;
  let endpoint: EchoingServer;
  const artefacts: Artefact[] = [];
  let commands = 0;
  let inputs: ReadonlyMap<string, string>;

  before(async function () {
    this.timeout(120_000);
    root = await mkdtemp(join(tmpdir(), 'gavel-canaries-'));
    [cwd, home, temporary] = [join(root, 'work'), join(root, 'home'), join(root, 'tmp')];
    for (const folder of [cwd, home, temporary]) await mkdir(folder);
    program = await bundled(join(root, 'program'));
    demo = await startDemoService({
      apiKey: CANARIES.service,
      pace: { stepMs: 0, rowsPerSecond: Infinity },
    });
    service = await startEchoingService(demo.url);
    endpoint = await startEchoingEndpoint();
    inputs = canaryInputs(endpoint.origin);
    for (const [name, content] of inputs) await writeFile(join(cwd, name), content);
  });
  after(async () => {
    await Promise.all([service, endpoint, demo].map((one) => one.close()));
    await rm(root, { recursive: true, force: true });
  });

  /** Runs the command line as a process of its own; what it says is an artefact. */
  async function gavel(args: readonly string[], changes: Record<string, string> = {}) {
    const env = {
      PATH: process.env['PATH'],
      HOME: home,
      XDG_STATE_HOME: join(home, 'state'),
      TMPDIR: temporary,
      TOGETHER_API_KEY: CANARIES.service,
      TOGETHER_BASE_URL: `${service.origin}/v1`,
      JUDGE_KEY: CANARIES.environment,
      GAVEL_SECRET_JUDGE: CANARIES.secret,
      GAVEL_KEY_ORIGINS: `JUDGE_KEY=${endpoint.origin},JUDGE=${endpoint.origin}`,
      HTTPS_PROXY: `http://me:${CANARIES.proxy}@127.0.0.1:9`,
      ...changes,
    };
    const child = spawn(process.execPath, [program, ...args], { cwd, env });
    child.stdin.end();
    const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
    commands += 1;
    artefacts.push({ name: `output of gavel ${args.join(' ')}`, text: `${out}\n${err}` });
    return { out, err };
  }
  const runOf = ({ out }: { readonly out: string }): string =>
    (JSON.parse(out) as { folder: string }).folder;
  const atOnce = (all: readonly (readonly string[])[]) => inTurns(all, (args) => gavel(args));

  it('are in nothing that the command line writes or says, whatever fails', async function () {
    this.timeout(300_000);
    // All goes well, and everybody repeats what they were told.
    const launched = await gavel(['run', 'service.eval.yaml', '--backend', 'together', '--json']);
    const local = await gavel(['run', 'local.eval.yaml', '--backend', 'local', '--json']);
    const secret = await gavel(['run', 'secret.eval.json', '--backend', 'local', '--json']);
    const runs = [launched, local, secret].map(runOf);
    const [first = '', second = ''] = runs;
    const { workflow_id: job } = JSON.parse(launched.out) as { workflow_id: string };
    // The endpoints have been asked with their keys, and what they made of it was kept.
    for (const run of runs) {
      const rows = await readFile(join(run, 'results.jsonl'), 'utf8');
      assert.match(rows, /you sent \\"Bearer \[key\]\\"/);
    }
    const files = await gavel(['files', '--json']);
    const [file = ''] = /file-[\w-]+/.exec(files.out) ?? [];
    await atOnce([
      ...[first, second].flatMap((run) => [
        ...['json', 'md', 'html', 'junit', 'csv'].map((form) => ['results', run, '--format', form]),
        ['results', run, '--format', 'html', '--out', `${run}.html`],
        ['stats', run],
        ['labels', run],
      ]),
      ['diff', first, second],
      ['diff', first, second, '--json'],
      ...['curl', 'python', 'typescript', 'together-cli'].flatMap((form) => [
        ['export', 'service.eval.yaml', '--as', form],
        ['export', job, '--as', form],
        ['export', 'literal.eval.json', '--as', form],
      ]),
      ['whoami'],
      ['whoami', '--json'],
      ['models', '--refresh'],
      ['models', '--json'],
      ['jobs'],
      ['jobs', '--json'],
      ['fetch', job, '--out', join(cwd, 'fetched'), '--json'],
      ['import', 'job', job],
      ['import', 'snippet', 'snippet.sh'],
      ['import', 'snippet', 'snippet.py', '--json'],
      ['files', 'get', file, '--out', join(cwd, 'back.jsonl')],
      ['validate', 'literal.eval.json', 'literal.eval.yaml', 'url.eval.yaml', 'number.eval.yaml'],
      ['validate', 'literal.eval.json', 'literal.eval.yaml', 'url.eval.yaml', '--json'],
      ...['literal.eval.json', 'literal.eval.yaml', 'url.eval.yaml'].flatMap((spec) => [
        ['run', spec, '--backend', 'local'],
        ['run', spec, '--backend', 'together'],
        ['preflight', spec],
        ['render', spec, '--row', '1'],
      ]),
      ['preflight', 'service.eval.yaml', '--backend', 'together'],
      ['render', 'leaky.eval.yaml', '--all'],
      ['run', 'leaky.eval.yaml', '--backend', 'local'],
      ['run', 'leaky.eval.yaml', '--backend', 'together'],
      ['files', 'put', 'leaky.jsonl'],
      ['dataset', 'leaky.jsonl', '--rows', '1..2'],
      ['dataset', 'leaky.jsonl', '--profile', '--json'],
      ['run', 'local.eval.yaml', `--${CANARIES.service}`],
      ['run', `${CANARIES.service}.eval.yaml`],
    ]);
    // Nobody answers behind the proxy; a base URL holds a password.
    await Promise.all([
      gavel(['whoami'], { TOGETHER_BASE_URL: 'https://service.example/v1' }),
      gavel(['whoami'], {
        TOGETHER_BASE_URL: service.origin.replace('//', `//me:${CANARIES.baseUrl}@`),
      }),
      gavel(['jobs', '--json'], { HTTPS_PROXY: `socks5://me:${CANARIES.proxy}@127.0.0.1:9` }),
    ]);

    // Each step fails in each way.
    for (const refusal of REFUSALS) {
      for (const [name, path] of STEPS) {
        service.set(refusal, path);
        if (name === 'whoami' || name === 'models') await gavel([name]);
        else if (name === 'download') await gavel(['files', 'get', file, '--out', 'no.jsonl']);
        else if (name === 'poll') await gavel(['fetch', job, '--out', join(cwd, 'again')]);
        else await gavel(['run', 'service.eval.yaml', '--backend', 'together', '--limit', '1']);
      }
      service.set('good');
      endpoint.set(refusal);
      await atOnce([
        ['run', 'local.eval.yaml', '--backend', 'local'],
        ['run', 'secret.eval.json', '--backend', 'local', '--json'],
      ]);
      endpoint.set('good');
    }
    service.set('redirect');
    endpoint.set('redirect');
    await atOnce([['whoami'], ['jobs'], ['run', 'local.eval.yaml', '--backend', 'local']]);

    artefacts.push(...(await filesBelow(cwd, (name) => inputs.has(name))));
    artefacts.push(...(await filesBelow(home)), ...(await filesBelow(temporary)));
    const looks = assertNoCanary(artefacts);
    // What people wrote is theirs, and stands as they wrote it.
    for (const [name, content] of inputs) {
      assert.equal(await readFile(join(cwd, name), 'utf8'), content);
    }
    assert.deepEqual(await readdir(temporary), []);
    assert.ok(looks > 1000 && artefacts.length > commands);
    proven({
      area: 'Keys',
      claim:
        'No file, report, export or output of the command line shows a key, though service and endpoint repeat it in replies, errors, headers, redirects and feedback',
      test: 'test/contract/trust/canaries.test.ts',
      figure: `${commands} commands × ${Object.keys(CANARIES).length} canary keys in all their forms`,
    });
  });
});

/** The command line as it is built, so that a process starts in a moment. */
async function bundled(folder: string): Promise<string> {
  await build({
    entryPoints: { cli: 'src/cli.ts' },
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    mainFields: ['module', 'main'],
    // Dependencies in CommonJS call `require`, which an ES module has not.
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
  });
  return join(folder, 'cli.mjs');
}

/** A few at a time. */
async function inTurns<T>(all: readonly T[], work: (one: T) => Promise<unknown>): Promise<void> {
  const next = all.values();
  const take = async () => {
    for (const one of next) await work(one);
  };
  await Promise.all([take(), take(), take()]);
}
