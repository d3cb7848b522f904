import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { startDemoService } from '../../../src/demo/demoService.js';
import { checkBlock } from '../../docs/checkBlock.js';
import { pagePaths, readPage, type CodeBlock, type Page } from '../../docs/pages.js';
import { commandLines, plainWords, SHELL, shellScript, withRuns } from '../../docs/shellScript.js';
import { runGavel } from '../cli/runGavel.js';

/** For people who work on Gavel: what their commands need is npm and the whole project. */
const CONTRIBUTORS = ['CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md'];
/** The last one is the newest. */
const SPECS = [
  'prompt-v1-vs-v2.eval.jsonc',
  'answer-helpfulness.eval.json',
  'answer-correctness.eval.yaml',
];
/** Pages at a time: most of the time they wait for the demo, which goes on so that a person can watch. */
const AT_A_TIME = 4;

const execute = promisify(execFile);

describe('code in the documentation', function () {
  this.timeout(150_000);
  let work: string;
  let service: Awaited<ReturnType<typeof startDemoService>>;
  let env: Record<string, string>;
  const pages = pagePaths()
    .filter((path) => !CONTRIBUTORS.includes(path))
    .map(readPage)
    .filter(({ blocks }) => blocks.length > 0);
  const faults = new Map<string, readonly string[]>();

  before(async function () {
    if (process.platform === 'win32') this.skip();
    assert.ok(existsSync('dist/cli.js'), 'npm run build makes the command line that is tried here');
    work = await mkdtemp(join(tmpdir(), 'gavel-docs-'));
    service = await startDemoService({ pace: { stepMs: 0, rowsPerSecond: Infinity } });
    env = {
      PATH: `${join(work, 'bin')}:${process.env['PATH'] ?? ''}`,
      HOME: work,
      XDG_STATE_HOME: join(work, 'state'),
      TOGETHER_BASE_URL: service.url,
      TOGETHER_API_KEY: service.apiKey,
    };
    await mkdir(join(work, 'bin'));
    const call = `#!/bin/bash\nexec '${process.execPath}' '${resolve('dist/cli.js')}' "$@"\n`;
    await writeFile(join(work, 'bin', 'gavel'), call, { mode: 0o755 });
    await mkdir(join(work, 'start'));
    await cp('media/samples', join(work, 'start'), { recursive: true });
    for (const spec of SPECS) {
      const started = [1, 2].map(() => gavel(['run', spec, '--backend', 'demo'], 'start'));
      await Promise.all(started);
    }
    const waiting = [...pages];
    const next = async (): Promise<void> => {
      const page = waiting.shift();
      if (!page) return;
      faults.set(page.path, await tryPage(page));
      await next();
    };
    await Promise.all(Array.from({ length: AT_A_TIME }, next));
  });

  after(async () => {
    await service.close();
    await rm(work, { recursive: true, force: true });
  });

  for (const { path } of pages) {
    it(`${path}: what it shows does what it says`, () => {
      assert.deepEqual(faults.get(path), []);
    });
  }

  async function gavel(args: readonly string[], folder: string, exits: readonly number[] = [0]) {
    const { exitCode, out, err } = await runGavel(args, { env, cwd: join(work, folder) });
    const said = `gavel ${args.join(' ')} exited with ${exitCode}:\n${out.slice(-500)}${err}`;
    assert.ok(exits.includes(exitCode), said);
  }

  /** Its blocks in their order, in a folder of its own; gives what went wrong. */
  async function tryPage({ path, blocks }: Page): Promise<string[]> {
    const folder = path.replaceAll('/', '-').replace(/\.md$/, '');
    const options = { recursive: true, preserveTimestamps: true };
    await cp(join(work, 'start'), join(work, folder), options);
    const wrong: string[] = [];
    for (const block of blocks) {
      try {
        if (SHELL.includes(block.language)) await runBlock(block, folder);
        else await checkBlock(block, join(work, folder));
      } catch (error) {
        const text = error instanceof Error ? error.message : String(error);
        wrong.push(`${path}:${block.line}: ${text}`);
      }
    }
    return wrong;
  }

  async function runBlock(block: CodeBlock, folder: string): Promise<void> {
    const lines = commandLines(block);
    // `test/unit/docs.test.ts` looks whether npm's scripts, and what is not run, are there.
    if (block.words.includes('no-run') || lines.some(({ text }) => /^(npm|npx) /.test(text)))
      return;
    const isPlain = lines.every(({ text }) => plainWords(text)?.[0] === 'gavel');
    if (!isPlain) {
      const script = shellScript({ text: withRuns(block.text, join(work, folder)) });
      const options = { cwd: join(work, folder), env, maxBuffer: 1e8, timeout: 60_000 };
      await execute('bash', ['-c', script], options);
      return;
    }
    // In this process a command takes no start.
    for (const { text, exits } of lines) {
      const [, ...args] = plainWords(withRuns(text, join(work, folder))) ?? [];
      await gavel(args, folder, exits);
    }
  }
});
