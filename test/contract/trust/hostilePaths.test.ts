import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { proven } from '../../security/proofs.js';
import { watchOpens } from '../../security/watchOpens.js';
import { runGavel } from '../cli/runGavel.js';
import { GOOD, startScriptedEndpoint, type ScriptedEndpoint } from '../runs/scriptedEndpoint.js';

const TEST = 'test/contract/trust/hostilePaths.test.ts';
const CANARY = 'canary-3f9c17e2';

/** The fields of specs that name files, with the type that has them. */
const FIELDS = [
  ['classify', 'dataset'],
  ['classify', 'judge', 'system_template'],
  ['classify', 'model_to_evaluate', 'system_template'],
  ['score', 'model_to_evaluate', 'input_template'],
  ['compare', 'model_a', 'system_template'],
  ['compare', 'model_a', 'input_template'],
  ['compare', 'model_b', 'system_template'],
  ['compare', 'model_b', 'input_template'],
] as const;

describe('a project whose files name paths that lead out of it', function () {
  this.timeout(120_000);
  let root: string;
  let repo: string;
  let canary: string;
  let endpoint: ScriptedEndpoint;

  before(async () => {
    endpoint = await startScriptedEndpoint(() => GOOD);
  });
  after(() => endpoint.close());
  beforeEach(() => {
    root = realpathSync(mkdtempSync(path.join(tmpdir(), 'gavel-hostile-')));
    repo = path.join(root, 'repo');
    canary = path.join(root, 'secret', 'canary.jsonl');
    mkdirSync(path.join(repo, '.git'), { recursive: true });
    mkdirSync(path.dirname(canary));
    writeFileSync(canary, `${JSON.stringify({ question: CANARY, answer: 'a', other: 'b' })}\n`);
    writeFileSync(path.join(repo, 'rows.jsonl'), '{"question":"q","answer":"a","other":"b"}\n');
    endpoint.requests.length = 0;
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  const gavel = (args: readonly string[], more: { env?: object; answer?: boolean } = {}) =>
    runGavel([...args, '--json'], {
      env: {
        JUDGE_KEY: 'sk-none',
        GAVEL_KEY_ORIGINS: `JUDGE_KEY=${endpoint.url}`,
        XDG_STATE_HOME: root,
        ...more.env,
      },
      cwd: repo,
      ...(more.answer !== undefined && { answer: more.answer }),
    });

  /** Runs a command and asserts that it told, asked, opened and changed nothing of the canary. */
  async function refused(args: readonly string[], kind: RegExp, more: { answer?: boolean } = {}) {
    const before = readFileSync(canary, 'utf8');
    endpoint.requests.length = 0;
    let result: Awaited<ReturnType<typeof runGavel>> | undefined;
    const opened = await watchOpens(async () => {
      result = await gavel(args, more);
    });
    const what = `${args.join(' ')}: ${result?.out}${result?.err}`;
    assert.equal(result?.exitCode, 2, what);
    assert.match(result.out, kind, what);
    assert.doesNotMatch(result.out + result.err, new RegExp(CANARY));
    assert.deepEqual(opened.filter(isElsewhere), [], what);
    assert.equal(endpoint.requests.length, 0, what);
    assert.equal(readFileSync(canary, 'utf8'), before, what);
    return result;
  }

  const isElsewhere = (file: string): boolean =>
    [path.join(root, 'secret'), '/etc', '/dev', '/proc'].some((folder) =>
      file.startsWith(`${folder}/`),
    );

  function writeSpec([type, ...field]: (typeof FIELDS)[number], written: string): string {
    const model = {
      model: 'demo/judge',
      model_source: 'external',
      external_base_url: endpoint.url,
      external_api_token: '${env:JUDGE_KEY}',
    };
    const asked = { ...model, system_template: 'Be brief.', input_template: '{{ question }}' };
    const spec: Record<string, unknown> = {
      type,
      dataset: 'rows.jsonl',
      judge: { ...model, system_template: '{{ question }}' },
      ...(type === 'compare'
        ? { model_a: { ...asked }, model_b: { ...asked } }
        : { model_to_evaluate: { ...asked } }),
      ...(type === 'classify' && { labels: ['good', 'bad'], pass_labels: ['good'] }),
      ...(type === 'score' && { min_score: 0, max_score: 1, pass_threshold: 1 }),
    };
    const [first, second] = field;
    if (second === undefined) spec[first] = written;
    // Each model above is an object.
    else (spec[first] as Record<string, unknown>)[second] = { file: written };
    const name = `${field.join('.')}.eval.json`;
    writeFileSync(path.join(repo, name), JSON.stringify(spec));
    return name;
  }

  /** Every way to write a path that leads out; `leads`: there is a file at its end. */
  function hostilePaths(): readonly { readonly written: string; readonly leads: boolean }[] {
    const link = (name: string, target: string): string => {
      symlinkSync(target, path.join(repo, name));
      return name;
    };
    link('folder', path.dirname(canary));
    execFileSync('mkfifo', [path.join(repo, 'pipe.jsonl')]);
    const out = [
      canary,
      '../secret/canary.jsonl',
      './../secret/./canary.jsonl',
      'not-there/../../secret/canary.jsonl',
      `../../${path.basename(root)}/secret/canary.jsonl`,
      '/etc/passwd',
      '/etc/../etc/hostname',
      '//etc/passwd',
      `${'../'.repeat(40)}etc/passwd`,
      link('link.jsonl', canary),
      link('relative.jsonl', '../secret/canary.jsonl'),
      link('chain.jsonl', 'link.jsonl'),
      'folder/canary.jsonl',
      'folder/../folder/canary.jsonl',
      link('zero.jsonl', '/dev/zero'),
      '/dev/zero',
      '/dev/stdin',
      '/proc/self/environ',
      '/proc/self/root/etc/passwd',
      'pipe.jsonl',
      link('nowhere.jsonl', path.join(root, 'secret', 'new.jsonl')),
      link('circle.jsonl', 'circle.jsonl'),
    ].map((written) => ({ written, leads: true }));
    const nowhere = [
      `file://${canary}`,
      '~/.ssh/id_rsa',
      '..%2f..%2fetc%2fpasswd',
      '..\\secret\\canary.jsonl',
      '\\\\host\\share\\rows.jsonl',
      'C:\\Windows\\win.ini',
      `${'a'.repeat(300)}.jsonl`,
      `${'a/'.repeat(3000)}b.jsonl`,
      `rows.jsonl\n${canary}`,
      '\u202Elnosj.swor',
      'rows.jsonl ',
      'ROWS.JSONL',
      'rows.jsonl/.',
      '-rf',
    ].map((written) => ({ written, leads: false }));
    return [...out, ...nowhere].filter(({ written }) => written !== 'rows.jsonl/.');
  }

  it('opens none of them, sends nothing and says where it stands', async function () {
    if (process.platform === 'win32') this.skip();
    let tried = 0;
    for (const [index, { written, leads }] of hostilePaths().entries()) {
      const specs = FIELDS.map((field) => writeSpec(field, written));
      const { out } = await refused(['validate', ...specs], /"problems"/);
      const { problems } = JSON.parse(out) as {
        problems: { file: string; code: string; severity: string; line: number }[];
      };
      for (const spec of specs) {
        const own = problems.filter(({ file, severity }) => file === spec && severity === 'error');
        const codes = own.map(({ code }) => code).join();
        const expected = leads
          ? /^(outside-path|dataset|template-file)$/
          : /^(missing-file|dataset|template-file)/;
        assert.match(codes, expected, `${spec}: ${written}`);
        tried += 1;
      }
      // All commands read by the same ports; each field has its turn here.
      const spec = specs[index % specs.length] ?? '';
      await refused(['run', spec, '--backend', 'local'], /"error"/);
    }
    assert.deepEqual(readdirSync(repo).includes('.gavel'), false);
    const paths = hostilePathCount;
    assert.equal(tried, paths * FIELDS.length);
    proven({
      area: 'Paths',
      claim:
        'The dataset and the template files of a spec are read inside the project alone: what leads out is neither opened nor sent, however it is written and whatever links stand on the way',
      test: TEST,
      figure: `${paths} paths in each of ${FIELDS.length} fields`,
    });
  });

  it('whatever the command, and a person who says no', async () => {
    symlinkSync(canary, path.join(repo, 'link.jsonl'));
    for (const written of ['../secret/canary.jsonl', 'link.jsonl']) {
      for (const field of FIELDS) {
        const spec = writeSpec(field, written);
        for (const args of [
          ['render', spec],
          ['render', spec, '--all', '--strict'],
          ['preflight', spec, '--backend', 'local'],
          ['run', spec, '--backend', 'local', '--dry-run'],
        ]) {
          await refused(args, /"outside"/);
        }
        // The service can't reach this machine's endpoint, which is told first.
        await refused(['export', spec, '--as', 'curl'], /"error"/);
        await refused(['run', spec, '--backend', 'local'], /"outside"/, { answer: false });
      }
    }
  });

  it('what a person allows is read: by an option, by the environment, by an answer', async () => {
    const spec = writeSpec(FIELDS[0], '../secret/canary.jsonl');
    const run = ['run', spec, '--backend', 'local', '--limit', '1'];
    const opened = await watchOpens(async () => {
      for (const [args, more] of [
        [[...run, '--allow-path', '../secret'], {}],
        [[...run, '--allow-path', repo, '--allow-path', canary], {}],
        [run, { env: { GAVEL_ALLOW_PATHS: ['/none', '../secret'].join(path.delimiter) } }],
        [run, { answer: true }],
      ] as const) {
        endpoint.requests.length = 0;
        const { exitCode, out, err } = await gavel(args, more);
        assert.equal(exitCode, 0, out + err);
        assert.match(JSON.stringify(endpoint.requests), new RegExp(CANARY));
      }
    });
    // What sees nothing above can see it.
    assert.ok(opened.includes(canary));
    await refused(run, /"outside"/);
    const { out } = await gavel(['validate', spec]);
    assert.match(
      out,
      /`dataset`: \.\.\/secret\/canary\.jsonl leads to [^ ]*\/secret\/canary\.jsonl, outside this project, and is not used: move it into the project, or allow it with --allow-path /,
    );
  });

  it('the project of a spec is its work tree, wherever the command is called', async () => {
    mkdirSync(path.join(root, 'elsewhere', 'evals'), { recursive: true });
    const rows = '{"question":"q","answer":"a"}\n';
    writeFileSync(path.join(root, 'elsewhere', 'rows.jsonl'), rows);
    const written = writeSpec(FIELDS[0], '../rows.jsonl');
    const spec = path.join(root, 'elsewhere', 'evals', 'a.eval.json');
    writeFileSync(spec, readFileSync(path.join(repo, written)));
    await refused(['render', spec], /"outside"/);
    mkdirSync(path.join(root, 'elsewhere', '.git'));
    assert.equal((await gavel(['render', spec])).exitCode, 0);
  });

  describe('runs', () => {
    /** A paused run of the project, with one row judged. */
    async function makeRun(): Promise<{ id: string; folder: string; manifest: string }> {
      const rows = '{"question":"q","answer":"a"}\n{"question":"r","answer":"a"}\n';
      writeFileSync(path.join(repo, 'rows.jsonl'), rows);
      const spec = writeSpec(FIELDS[0], 'rows.jsonl');
      const { out, err, exitCode } = await gavel(['run', spec, '--backend', 'local']);
      assert.equal(exitCode, 0, out + err);
      const { id, folder } = JSON.parse(out) as { id: string; folder: string };
      const name = readdirSync(folder).find((each) => each.endsWith('.evalrun.json')) ?? '';
      endpoint.requests.length = 0;
      return { id, folder, manifest: path.join(folder, name) };
    }

    const edited = (file: string, change: object): void => {
      const manifest = JSON.parse(readFileSync(file, 'utf8')) as object;
      writeFileSync(file, JSON.stringify({ ...manifest, ...change }));
    };

    it('a manifest that names another dataset or spec has nothing of it read', async () => {
      const { folder, id, manifest } = await makeRun();
      rmSync(path.join(folder, 'results.jsonl'));
      rmSync(path.join(folder, 'details.jsonl'), { force: true });
      const status = { status: 'running', reason: undefined };
      symlinkSync(canary, path.join(repo, 'link.jsonl'));
      const places = [
        path.relative(folder, canary),
        canary,
        '../../../link.jsonl',
        '/dev/zero',
        '/proc/self/environ',
      ];
      for (const place of places) {
        edited(manifest, { ...status, dataset: { path: place }, spec_path: place });
        const opened = await watchOpens(async () => {
          for (const args of [
            ['run', '--resume', id],
            ['results', id],
            ['stats', id],
            ['export', id, '--as', 'curl'],
            ['import', 'job', id],
          ]) {
            const { out, err } = await gavel(args);
            assert.doesNotMatch(out + err, new RegExp(CANARY));
          }
        });
        assert.deepEqual(
          opened.filter((each) => each === canary || /^\/(dev|proc)\//.test(each)),
          [],
        );
        assert.deepEqual(endpoint.requests, []);
      }
    });

    it('nothing is read or written through a link in a run’s folder', async () => {
      const names = ['results.jsonl', 'details.jsonl', 'labels.jsonl', '.rows', '.running'];
      const commands = (id: string) => [
        ['run', '--resume', id],
        ['results', id],
        ['stats', id],
        ['labels', id],
        ['pause', id],
        ['cancel', id],
      ];
      let tried = 0;
      for (const name of names) {
        const { folder, id, manifest } = await makeRun();
        edited(manifest, { status: 'running' });
        rmSync(path.join(folder, name), { recursive: true, force: true });
        symlinkSync(name === '.rows' ? path.dirname(canary) : canary, path.join(folder, name));
        for (const args of commands(id)) {
          await refused(args, /is a link, so that its rows would be read and written elsewhere/);
          tried += 1;
        }
        rmSync(path.join(repo, '.gavel'), { recursive: true });
      }
      assert.equal(tried, names.length * commands('').length);
      proven({
        area: 'Paths',
        claim:
          'Rows, labels and locks are written into the run’s own folder: no link in it is followed',
        test: TEST,
        figure: `${names.length} files as links, ${commands('').length} commands each`,
      });
    });

    it('a manifest that is a link is no manifest', async () => {
      const { folder, manifest } = await makeRun();
      rmSync(manifest);
      symlinkSync(canary, manifest);
      await refused(['results', folder], /"not_found"|"outside"/);
      await refused(['results', manifest], /"outside"/);
    });

    it('folders of the project that are links elsewhere are written by no run', async () => {
      const elsewhere = path.join(root, 'secret', 'folder');
      const spec = writeSpec(FIELDS[0], 'rows.jsonl');
      const links = ['.gavel', '.gavel/runs', '.gavel/cache'];
      for (const link of links) {
        mkdirSync(elsewhere, { recursive: true });
        mkdirSync(path.dirname(path.join(repo, link)), { recursive: true });
        symlinkSync(elsewhere, path.join(repo, link));
        const { out, exitCode } = await gavel(['run', spec, '--backend', 'local']);
        // The cache is opened once the run has begun: the run ends with what is wrong.
        assert.ok(exitCode === 2 || exitCode === 3, `${link}: ${out}`);
        assert.match(out, /outside this project/);
        assert.deepEqual([readdirSync(elsewhere), endpoint.requests], [[], []], link);
        rmSync(path.join(repo, '.gavel'), { recursive: true });
      }
      proven({
        area: 'Paths',
        claim: 'A folder of runs or of kept replies that is a link out of the project stays empty',
        test: TEST,
        figure: `${links.length} links in a cloned project`,
      });
    });

    it('a run’s folder that leads elsewhere is neither continued nor ended', async () => {
      const { folder } = await makeRun();
      const elsewhere = path.join(root, 'secret', 'run');
      execFileSync('mv', [folder, elsewhere]);
      symlinkSync(elsewhere, folder);
      const before = readdirSync(elsewhere);
      for (const args of [
        ['run', '--resume', folder],
        ['run', '--retry-failed', folder],
        ['cancel', folder],
        ['pause', folder],
        ['results', folder],
      ]) {
        await refused(args, /"outside"/);
      }
      assert.deepEqual(readdirSync(elsewhere), before);
      // Named as what it is, it is the person's.
      assert.equal((await gavel(['results', elsewhere])).exitCode, 0);
    });
  });

  it('a new file takes the place of no link', async () => {
    const target = path.join(repo, 'out.jsonl');
    symlinkSync(canary, target);
    const before = readFileSync(canary, 'utf8');
    const { exitCode } = await gavel(['dataset', 'rows.jsonl', '--out', 'out.jsonl']);
    assert.equal(exitCode, 2);
    assert.equal(readFileSync(canary, 'utf8'), before);
    symlinkSync(path.join(root, 'secret', 'new.jsonl'), path.join(repo, 'new.jsonl'));
    await gavel(['dataset', 'rows.jsonl', '--out', 'new.jsonl']);
    assert.equal(existsSync(path.join(root, 'secret', 'new.jsonl')), false);
  });

  it('in a process of its own, too', () => {
    const spec = writeSpec(FIELDS[0], '../secret/canary.jsonl');
    const cli = path.resolve('src', 'cli.ts');
    const tsx = import.meta.resolve('tsx');
    for (const args of [
      ['run', spec, '--backend', 'local'],
      ['render', spec],
    ]) {
      const { status, stdout, stderr } = spawnSync(
        process.execPath,
        ['--import', tsx, cli, ...args],
        { cwd: repo, encoding: 'utf8', input: 'y\n', timeout: 60_000 },
      );
      assert.equal(status, 2, stderr);
      assert.match(stderr, /outside this project/);
      assert.doesNotMatch(stdout + stderr, new RegExp(CANARY));
    }
  });
});

/** As many as the list above has: a path that is lost from it is missed. */
const hostilePathCount = 35;
