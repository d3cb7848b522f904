import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readdir, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { ElicitRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { build } from 'esbuild';
import { waitFor } from '../../integration/waitFor.js';
import type { AgentAnswer } from '../../unit/core/agents/agentAnswer.js';
import { startScriptedEndpoint } from '../runs/scriptedEndpoint.js';

const SPEC = 'answer-correctness.eval.yaml';
const ALL = [
  ...['list_specs', 'validate_spec', 'preview_prompts', 'preflight', 'dry_run', 'run'],
  ...['read_results', 'read_failures', 'list_runs', 'compare_runs'],
].map((name) => `gavel_${name}`);

type PersonsAnswer =
  { action: 'accept'; content: { confirm: boolean } } | { action: 'decline' | 'cancel' };

describe('gavel mcp, spoken to by the official client', function () {
  this.timeout(60_000);
  let scratch: string;
  let cwd: string;
  let program: string;
  let env: Record<string, string>;
  const opened: Client[] = [];

  before(async () => {
    scratch = await realpath(await mkdtemp(join(tmpdir(), 'gavel-mcp-')));
    [cwd, program] = [join(scratch, 'project'), join(scratch, 'program')];
    await cp('test/samples', cwd, { recursive: true });
    await build({
      entryPoints: { cli: 'src/cli.ts' },
      outdir: program,
      outExtension: { '.js': '.mjs' },
      bundle: true,
      splitting: true,
      format: 'esm',
      platform: 'node',
      target: 'node20',
      mainFields: ['module', 'main'],
      banner: {
        js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
      },
    });
    env = {
      PATH: process.env['PATH'] ?? '',
      HOME: scratch,
      XDG_STATE_HOME: join(scratch, 'state'),
    };
  });
  afterEach(async () => {
    for (const client of opened.splice(0)) await client.close();
  });
  after(() => rm(scratch, { recursive: true }));

  const args = (...more: string[]) => [join(program, 'cli.mjs'), 'mcp', '--cwd', cwd, ...more];

  /** A client; `answers` are what its person says, one after the other, when they are asked. */
  async function connected(answers?: readonly PersonsAnswer[], more: string[] = []) {
    const asked: string[] = [];
    const capabilities = answers ? { elicitation: { form: {} } } : {};
    const client = new Client({ name: 'a test', version: '1' }, { capabilities });
    if (answers) {
      client.setRequestHandler(ElicitRequestSchema, ({ params }) => {
        asked.push(params.message);
        return answers[asked.length - 1] ?? { action: 'cancel' };
      });
    }
    const stdio = { command: process.execPath, args: args(...more), env, stderr: 'pipe' as const };
    await client.connect(new StdioClientTransport(stdio));
    opened.push(client);
    const call = async (name: string, input: object, progress?: (done: number) => void) => {
      const result = await client.callTool(
        { name, arguments: { ...input } },
        undefined,
        progress && { onprogress: (step) => progress(step.progress) },
      );
      const [first] = result.content as { text: string }[];
      return { isError: result.isError === true, text: first?.text ?? '' };
    };
    const answerOf = async (name: string, input: object, progress?: (done: number) => void) => {
      const { isError, text: said } = await call(name, input, progress);
      assert.equal(isError, false, said);
      return JSON.parse(said) as AgentAnswer;
    };
    return { client, asked, call, answerOf };
  }

  const runFolders = () => readdir(join(cwd, '.gavel', 'runs')).catch(() => []);

  it('lists its tools, each with what it may do', async () => {
    const { client } = await connected();
    const { tools } = await client.listTools();
    assert.deepEqual(
      tools.map(({ name }) => name),
      ALL,
    );
    const asking = tools.filter(({ annotations }) => annotations?.readOnlyHint !== true);
    assert.deepEqual(
      asking.map(({ name, annotations }) => [
        name,
        annotations?.destructiveHint,
        annotations?.openWorldHint,
      ]),
      [
        ['gavel_dry_run', true, true],
        ['gavel_run', true, true],
      ],
    );
    assert.ok(
      tools.every(
        ({ title, inputSchema }) => title && Object.keys(inputSchema.properties ?? {}).length > 0,
      ),
    );
    assert.match(client.getInstructions() ?? '', /get their yes before gavel_run/);
  });

  it('with --read-only nothing that sends is there', async () => {
    const { client, call } = await connected(undefined, ['--read-only']);
    const { tools } = await client.listTools();
    assert.ok(tools.every(({ annotations }) => annotations?.readOnlyHint));
    assert.equal(tools.length, 8);
    const { isError } = await call('gavel_run', { spec: SPEC, max_cost_usd: 0 });
    assert.ok(isError);
    assert.deepEqual(await runFolders(), []);
  });

  it('from the list of specs to the failures of a run', async () => {
    const { client, answerOf, call } = await connected();
    const { specs } = await answerOf('gavel_list_specs', {});
    assert.deepEqual(
      specs.map(({ path }) => path),
      [SPEC, 'answer-helpfulness.eval.json', 'prompt-v1-vs-v2.eval.jsonc'],
    );
    assert.equal((await answerOf('gavel_validate_spec', { spec: SPEC })).is_valid, true);
    const preview = await answerOf('gavel_preview_prompts', { spec: SPEC, row: 2 });
    assert.match(JSON.stringify(preview.requests), /The boots I bought in the sale/);

    const demo = { spec: SPEC, backend: 'demo' };
    const tried = await answerOf('gavel_dry_run', { ...demo, rows: 2 });
    assert.equal(tried.run.dry_run, 'some rows alone: no figures of the dataset');
    assert.match(tried.whole.sentence, /^Dry run: 2 of 42 rows/);
    const before = await runFolders();
    assert.equal(before.length, 1);

    const refused = await call('gavel_run', demo);
    assert.ok(refused.isError);
    assert.match(refused.text, /^Not run: nobody has agreed to it\. .*max_cost_usd of at least 0 /);
    assert.deepEqual(await runFolders(), before);

    const progress: number[] = [];
    const ran = await answerOf('gavel_run', { ...demo, max_cost_usd: 0 }, (done) =>
      progress.push(done),
    );
    assert.deepEqual([ran.run.status, ran.rows.rows], ['completed', 42]);
    assert.match(ran.run.demo, /^scripted judge/);
    assert.ok(progress.length > 0);
    assert.deepEqual(
      progress,
      progress.toSorted((a, b) => a - b),
    );

    const { id } = ran.run;
    const results = await answerOf('gavel_read_results', { run: id });
    assert.equal(results.answer, ran.answer);
    assert.match(results.answer, /of 42 judged rows pass \(.* %, 95 % interval/);
    const failures = await answerOf('gavel_read_failures', { run: id, limit: 3 });
    assert.equal(failures.page.total, ran.rows.failed);
    assert.match(failures.rows[0]?.judge.feedback ?? '', /^<data-\w+>demo: /);

    const { resources } = await client.listResources();
    assert.deepEqual(
      resources.map(({ uri }) => uri).filter((uri) => uri.includes(id) || uri.endsWith(SPEC)),
      [`gavel://run/${id}`, `gavel://spec/${SPEC}`],
    );
    const read = await client.readResource({ uri: `gavel://run/${id}` });
    assert.match(JSON.stringify(read.contents), /judged rows pass/);
    await assert.rejects(
      client.readResource({ uri: 'gavel://spec/..%2F..%2Fetc%2Fx.eval.json' }),
      /outside this project/,
    );
    const prompt = await client.getPrompt({ name: 'explain_failures', arguments: { run: id } });
    assert.match(JSON.stringify(prompt.messages), new RegExp(`rows fail in the run ${id}`));
  });

  it('asks the person, where the client can, and runs on a yes alone', async () => {
    const before = await runFolders();
    const demo = { spec: SPEC, backend: 'demo', limit: 2 };
    const { call, answerOf, asked } = await connected([
      { action: 'decline' },
      { action: 'accept', content: { confirm: false } },
      { action: 'accept', content: { confirm: true } },
    ]);
    for (let no = 0; no < 2; no += 1) {
      // What an agent says of a person is worth nothing where the person can be asked.
      const { isError, text: said } = await call('gavel_run', { ...demo, max_cost_usd: 100 });
      assert.ok(isError);
      assert.match(said, /^Not run: the person said no/);
    }
    assert.deepEqual(await runFolders(), before);
    const ran = await answerOf('gavel_run', demo);
    assert.equal(ran.run.status, 'completed');
    assert.equal(asked.length, 3);
    assert.match(asked.join(), /^Run Answer correctness \(demo\)\?\n2 rows, 2 requests/);
  });

  it('a call that is cancelled stops the run, which waits for a person', async () => {
    const endpoint = await startScriptedEndpoint(() => 'hang');
    try {
      const spec = {
        type: 'classify',
        dataset: 'support-answers.jsonl',
        backend: 'local',
        labels: ['good', 'bad'],
        pass_labels: ['good'],
        model_to_evaluate: 'answer_v2',
        judge: {
          model: 'slow',
          model_source: 'external',
          external_base_url: endpoint.url,
          system_template: '[row 1] {{ question }}',
        },
      };
      await writeFile(join(cwd, 'slow.eval.json'), JSON.stringify(spec));
      const { client, answerOf } = await connected();
      const abort = new AbortController();
      const input = { spec: 'slow.eval.json', limit: 3, max_cost_usd: 1 };
      const call = client.callTool({ name: 'gavel_run', arguments: input }, undefined, {
        signal: abort.signal,
      });
      const rejected = assert.rejects(call);
      await waitFor(
        'a request',
        () => endpoint.requests.length,
        (count) => count > 0,
      );
      abort.abort();
      await rejected;
      const stopped = await waitFor(
        'the run to stop',
        async () => {
          const { runs } = await answerOf('gavel_list_runs', { spec: 'slow.eval.json' });
          return runs[0];
        },
        (run) => run?.status === 'paused',
      );
      assert.equal(stopped?.reason, 'paused by you');
      const asked = endpoint.requests.length;
      const waited = await answerOf('gavel_run', { ...input, wait_seconds: 0 });
      assert.match(waited.going_on, /gavel_read_results with run \w+ tells/);
      assert.ok(asked <= 3);
    } finally {
      await endpoint.close();
    }
  });

  it('says nothing but the protocol, and ends with its input', async () => {
    const child = spawn(process.execPath, args(), { env, stdio: 'pipe' });
    let out = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => (out += chunk));
    const err = text(child.stderr);
    const exited = once(child, 'exit');
    const hello = {
      jsonrpc: '2.0',
      id: 1,
      method: 'initialize',
      params: {
        protocolVersion: '2025-06-18',
        capabilities: {},
        clientInfo: { name: 'a test', version: '1' },
      },
    };
    child.stdin.write(`no JSON at all\n${JSON.stringify(hello)}\n`);
    child.stdin.write(
      `${JSON.stringify({ jsonrpc: '2.0', id: 2, method: 'tools/call', params: { name: 'gavel_list_specs', arguments: {} } })}\n`,
    );
    await waitFor(
      'both answers',
      () => out,
      (said) => said.split('\n').length > 2,
    );
    child.stdin.end();
    assert.deepEqual(await exited, [0, null]);
    for (const line of out.trimEnd().split('\n')) {
      assert.equal((JSON.parse(line) as { readonly jsonrpc: string }).jsonrpc, '2.0');
    }
    assert.doesNotMatch(await err, /\bat .*:\d+:\d+/);
  });

  it('a folder that is not there is said', async () => {
    const child = spawn(
      process.execPath,
      [join(program, 'cli.mjs'), 'mcp', '--cwd', join(cwd, 'no')],
      {
        env,
        stdio: 'pipe',
      },
    );
    const exited = once(child, 'exit');
    const err = await text(child.stderr);
    assert.match(err, /no is no folder; name the project with --cwd\./);
    assert.deepEqual(await exited, [2, null]);
  });
});
