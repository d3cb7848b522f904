import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCli } from '../../../../src/cli/runCli.js';
import { taskArguments } from '../../../../src/ui/tasks/taskArguments.js';

interface Pattern {
  readonly name: string;
  readonly regexp: string;
}
const manifest = JSON.parse(await readFile('package.json', 'utf8')) as {
  contributes: { problemPatterns: Pattern[] };
};
const [pattern] = manifest.contributes.problemPatterns;
const matcher = new RegExp(pattern?.regexp ?? '(?!)');

describe('the arguments of a task', () => {
  it('are a list, the spec behind all options', () => {
    assert.deepEqual(taskArguments({ spec: 'my evals/a.eval.yaml' }), [
      'run',
      '--',
      'my evals/a.eval.yaml',
    ]);
    assert.deepEqual(
      taskArguments({ command: 'run', spec: '--x.eval.yaml', args: ['--limit', '5'] }),
      ['run', '--limit', '5', '--', '--x.eval.yaml'],
    );
  });

  for (const [name, words] of [
    ['another command', { command: 'rm', spec: 'a.eval.yaml' }],
    ['no spec', { command: 'run' }],
    ['a spec that is no text', { spec: 3 }],
    ['args that are one text', { spec: 'a.eval.yaml', args: '--limit 5' }],
    ['args that are no texts', { spec: 'a.eval.yaml', args: [5] }],
  ] as const) {
    it(`are refused: ${name}`, () => assert.ok('problem' in taskArguments(words)));
  }
});

describe('the problem matcher', () => {
  const BROKEN = 'name: Broken\ntype: classifi\ndataset: missing.jsonl\n';
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gavel-tasks-'));
    await writeFile(join(folder, 'broken.eval.yaml'), BROKEN);
  });
  after(() => rm(folder, { recursive: true, force: true }));

  async function printed(...args: string[]): Promise<string[]> {
    let text = '';
    const stream = {
      write: (chunk: string, then?: (error?: Error) => void) => {
        text += chunk;
        then?.();
        return true;
      },
    };
    await runCli(args, {
      env: {},
      cwd: folder,
      stdout: stream,
      stderr: stream,
      signal: new AbortController().signal,
      toolVersion: '0.0.0',
    } as never);
    return text.trimEnd().split('\n');
  }
  const found = (line: string) => matcher.exec(line)?.slice(1);

  it('finds every problem that `gavel validate` prints, and not its summary', async () => {
    const lines = await printed(
      ...(taskArguments({ command: 'validate', spec: 'broken.eval.yaml' }) as []),
    );
    const problems = lines.map(found).filter((one) => one !== undefined);
    assert.equal(problems.length, lines.length - 1, lines.join('\n'));
    assert.deepEqual(problems.at(-1)?.slice(0, 4), ['broken.eval.yaml', '2', '7', 'error']);
    assert.match(problems.at(-1)?.[4] ?? '', /^`type` must be one of/);
  });

  it('finds the problem for which `gavel run` does not begin', async () => {
    const problems = (await printed(...(taskArguments({ spec: 'broken.eval.yaml' }) as [])))
      .map(found)
      .filter((one) => one !== undefined);
    assert.deepEqual(
      problems.map((one) => one.slice(0, 4)),
      [['broken.eval.yaml', '2', '1', undefined]],
    );
  });

  for (const [line, expected] of [
    [
      'C:\\my evals\\a.eval.yaml:12:3: warning: Odd.',
      ['C:\\my evals\\a.eval.yaml', '12', '3', 'warning', 'Odd.'],
    ],
    ['../t/judge.jinja:1:1: information: Note.', ['../t/judge.jinja', '1', '1', 'info', 'Note.']],
    ['run folder: C:\\w\\.gavel\\runs\\20260101-120000-a-1', undefined],
    ['at 12:30:45: nothing', undefined],
    ['1 spec: 2 errors, 0 warnings', undefined],
  ] as const) {
    it(`reads ${line}`, () => assert.deepEqual(found(line), expected));
  }
});
