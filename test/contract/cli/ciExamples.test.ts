import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cp, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'yaml';
import { checkout, keepPaths, runStep, type CiMachine } from './ciSteps.js';

interface GithubStep {
  readonly uses?: string;
  readonly with?: Readonly<Record<string, string | boolean | number>>;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly if?: string;
}
interface GithubJob {
  readonly needs?: string;
  readonly strategy?: { readonly matrix: Readonly<Record<string, readonly number[]>> };
  readonly steps: readonly GithubStep[];
}
interface Workflow {
  readonly permissions: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, GithubJob>>;
}
interface GitlabJob {
  readonly script: readonly string[];
  readonly parallel?: number;
  readonly needs?: readonly string[];
  readonly artifacts: {
    readonly paths: readonly string[];
    readonly reports?: { readonly junit: string };
  };
}
interface Pipeline {
  readonly default: { readonly image: string; readonly before_script: readonly string[] };
  readonly variables: Readonly<Record<string, string>>;
  readonly evals: GitlabJob;
  readonly shard: GitlabJob;
  readonly merge: GitlabJob;
}

describe('examples of CI', function () {
  this.timeout(180_000);
  let scratch: string;
  let project: string;
  let artifacts: string;
  /** `node_modules` of the job that installed the package in earnest. */
  let installed: string | undefined;
  let workflow: Workflow;
  let pipeline: Pipeline;

  before(async () => {
    scratch = await mkdtemp(path.join(tmpdir(), 'gavel-ci-examples-'));
    project = path.join(scratch, 'project');
    artifacts = path.join(scratch, 'artifacts');
    await cp('examples/ci', project, { recursive: true });
    execFileSync(process.execPath, ['pack.js', path.join(project, 'vendor')], { stdio: 'pipe' });
    const read = async (name: string): Promise<unknown> =>
      parse(await readFile(path.join(project, name), 'utf8'));
    // The systems' own formats, as far as the examples use them.
    workflow = (await read('github-actions.yml')) as Workflow;
    pipeline = (await read('gitlab-ci.yml')) as Pipeline;
  });
  after(() => rm(scratch, { recursive: true, force: true }));

  it('GitHub: pins what it uses, writes nothing, and names no key', async () => {
    assert.deepEqual(workflow.permissions, { contents: 'read' });
    for (const { steps } of Object.values(workflow.jobs)) {
      for (const { uses } of steps) {
        if (uses !== undefined) assert.match(uses, /^actions\/[a-z-]+@[0-9a-f]{40}$/);
      }
    }
    const text = await readFile('examples/ci/github-actions.yml', 'utf8');
    for (const [, key] of text.matchAll(/_API_KEY: (.*)/g)) {
      assert.equal(key, '${{ secrets.TOGETHER_API_KEY }}');
    }
    assert.match(pipeline.default.image, /^node:\d+\.\d+\.\d+-/);
  });

  it('GitHub: the package installs offline, the specs run, and the gates decide', async () => {
    const machine = await github('evals', {});
    const manifest = await readFile(
      path.join(machine.folder, 'node_modules/gavel/package.json'),
      'utf8',
    );
    assert.doesNotMatch(manifest, /"(private|dependencies)"/);
    installed = path.join(machine.folder, 'node_modules');
    const junit = await readFile(path.join(artifacts, 'evals/reports/junit.xml'), 'utf8');
    assert.match(junit, /<testsuite name="answers" tests="24"/);
    assert.match(junit, /name="answers gates" tests="1" failures="0"/);
    const [summary, step] = await Promise.all(
      [
        path.join(artifacts, 'evals/reports/summary.md'),
        machine.env['GITHUB_STEP_SUMMARY'] ?? '',
      ].map((file) => readFile(file, 'utf8')),
    );
    assert.equal(step, `${summary}\n`);
    assert.equal((await readdir(path.join(artifacts, 'evals/.gavel/runs'))).length, 1);
  });

  it('GitHub: a gate that fails ends the job with 1, and its reports are kept', async () => {
    const machine = await github('evals', { strict: true, expected: 1 });
    const junit = await readFile(path.join(machine.folder, 'reports/junit.xml'), 'utf8');
    assert.match(junit, /<failure message="[^"]*" type="gate"\/>/);
    assert.deepEqual((await readdir(path.join(artifacts, 'evals-strict'))).sort(), [
      '.gavel',
      'reports',
    ]);
  });

  it('GitHub: three shards are merged into one run of all rows', async () => {
    const shards = workflow.jobs['shard']?.strategy?.matrix['shard'] ?? [];
    assert.equal(shards.length, 3);
    await Promise.all(shards.map((shard) => github('shard', { matrix: { shard } })));
    await github('merge', {});
    const junit = await readFile(path.join(artifacts, 'merged/reports/junit.xml'), 'utf8');
    assert.match(junit, /<testsuite name="answers" tests="24"/);
    assert.match(junit, /name="answers gates" tests="1" failures="0"/);
  });

  it('GitLab: one job, and three that are merged', async () => {
    const jobs = await Promise.all([
      gitlab('evals', {}),
      ...[1, 2, 3].map((index) =>
        gitlab('shard', { CI_NODE_INDEX: `${index}`, CI_NODE_TOTAL: `${pipeline.shard.parallel}` }),
      ),
    ]);
    assert.equal(jobs.length, 4);
    const { folder } = await gitlab('merge', {});
    const junit = await readFile(path.join(folder, 'reports/junit.xml'), 'utf8');
    assert.match(junit, /<testsuite name="answers" tests="24"/);
  });

  /** Runs a job's steps in order; one that fails stops those that don't run always. */
  async function github(
    name: string,
    given: {
      readonly matrix?: Readonly<Record<string, number>>;
      /** Against a gate that no run meets. */
      readonly strict?: boolean;
      readonly expected?: number;
    },
  ): Promise<CiMachine> {
    const { matrix = {}, strict = false, expected = 0 } = given;
    const place = [name, ...Object.values(matrix), ...(strict ? ['strict'] : [])].join('-');
    const folder = path.join(scratch, 'github', place);
    const env = {
      ...workflow.env,
      CI: 'true',
      GITHUB_ACTIONS: 'true',
      GITHUB_WORKSPACE: folder,
      GITHUB_STEP_SUMMARY: path.join(scratch, `summary-${place}.md`),
    };
    const fill = (text: string) =>
      text.replace(/\$\{\{\s*(?:matrix\.(\w+)|secrets\.\w+)\s*\}\}/g, (_, key?: string) =>
        key === undefined ? 'not-a-key' : `${matrix[key]}`,
      );
    const machine = await checkout(project, { folder, env, installed });
    if (strict) await makeStrict(folder);
    let code = 0;
    for (const step of workflow.jobs[name]?.steps ?? []) {
      if (code !== 0 && step.if !== 'always()') continue;
      const action = /^actions\/([a-z-]+)@/.exec(step.uses ?? '')?.[1];
      const options = step.with ?? {};
      if (action === 'upload-artifact') {
        const paths = String(options['path']).trim().split('\n');
        const kept = fill(String(options['name'])) + (strict ? '-strict' : '');
        assert.deepEqual(await keepPaths(folder, paths, path.join(artifacts, kept)), paths);
      } else if (action === 'download-artifact') {
        const start = String(options['pattern']).replace('*', '');
        for (const kept of await readdir(artifacts)) {
          const target = path.join(folder, String(options['path']), kept);
          if (!kept.startsWith(start)) continue;
          await cp(path.join(artifacts, kept), target, { recursive: true });
        }
      } else if (action !== undefined) {
        assert.ok(['checkout', 'setup-node', 'cache'].includes(action), action);
      } else {
        const script = fill(step.run ?? '');
        if (installed !== undefined && script.startsWith('npm install')) continue;
        const own = Object.entries(step.env ?? {}).map(([key, value]) => [key, fill(value)]);
        const stepEnv = { ...machine.env, ...(Object.fromEntries(own) as Record<string, string>) };
        const end = await runStep(script, { folder, env: stepEnv });
        if (end.code !== 0) assert.equal(end.code, expected, end.output);
        code = end.code || code;
      }
    }
    assert.equal(code, expected);
    return machine;
  }

  async function gitlab(
    name: 'evals' | 'shard' | 'merge',
    variables: Readonly<Record<string, string>>,
  ): Promise<CiMachine> {
    const job = pipeline[name];
    const place = [name, ...Object.values(variables).slice(0, 1)].join('-');
    const folder = path.join(scratch, 'gitlab', place);
    const env = { ...pipeline.variables, ...variables, CI: 'true', GITLAB_CI: 'true' };
    const machine = await checkout(project, { folder, env, installed });
    const kept = path.join(scratch, 'gitlab-artifacts');
    if (job.needs) await cp(kept, folder, { recursive: true });
    for (const line of [...pipeline.default.before_script, ...job.script]) {
      if (installed !== undefined && line.startsWith('npm install')) continue;
      const end = await runStep(line, machine);
      assert.equal(end.code, 0, `${line}\n${end.output}`);
    }
    // A job's artifacts are put back where they were.
    if (name === 'shard') {
      for (const each of job.artifacts.paths) {
        await cp(path.join(folder, each), path.join(kept, each), { recursive: true });
      }
    }
    const { junit } = job.artifacts.reports ?? {};
    if (junit !== undefined) assert.ok(await readFile(path.join(folder, junit), 'utf8'));
    return machine;
  }

  async function makeStrict(folder: string): Promise<void> {
    const file = path.join(folder, 'evals/answers.eval.yaml');
    const text = await readFile(file, 'utf8');
    assert.match(text, /min: 0\.3/);
    await writeFile(file, text.replace('min: 0.3', 'min: 0.95'));
  }
});
