import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { PathPolicy } from '../../../../src/core/paths/pathGate.js';
import { OutsidePath } from '../../../../src/core/paths/pathGate.js';
import { createPathGate } from '../../../../src/files/paths/pathGate.js';
import { projectOf } from '../../../../src/files/paths/projectOf.js';

describe('pathGate', () => {
  let root: string;
  let repo: string;
  let secret: string;
  beforeEach(() => {
    root = realpathSync(mkdtempSync(join(tmpdir(), 'gavel-gate-')));
    repo = join(root, 'repo');
    secret = join(root, 'other', 'secret.jsonl');
    for (const folder of [repo, dirname(secret), join(repo, 'runs', 'one')]) {
      mkdirSync(folder, { recursive: true });
    }
    for (const file of [secret, join(repo, 'rows.jsonl')]) writeFileSync(file, '{}\n');
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  const gateOf = (change: Partial<PathPolicy> = {}) =>
    createPathGate({
      roots: () => [repo],
      allowed: () => [],
      place: 'the workspace',
      wayOn: () => 'allow it',
      ...change,
    });
  const link = (name: string, target: string): string => {
    symlinkSync(target, join(repo, name));
    return join(repo, name);
  };

  it('says where a path leads, and what to do', async () => {
    const gate = gateOf();
    await gate.checkFile(join(repo, 'rows.jsonl'));
    await gate.check(join(repo, 'not', 'there', 'yet.jsonl'));
    await assert.rejects(gate.check(secret), {
      kind: 'outside',
      message: `${secret} lies outside the workspace, and is not used: allow it.`,
    });
    const by = link('rows', secret);
    await assert.rejects(gate.check(by), (error) => {
      assert.ok(error instanceof OutsidePath);
      assert.equal(
        error.message,
        `${by} leads to ${secret}, outside the workspace, and is not used: allow it.`,
      );
      assert.equal(
        error.writtenIn('`dataset`', 'rows'),
        `\`dataset\`: rows leads to ${secret}, outside the workspace, and is not used: allow it.`,
      );
      return true;
    });
  });

  it('follows every link before it judges, and a link back in is in', async () => {
    link('folder', dirname(secret));
    link('chain', 'folder');
    link('back', repo);
    const gate = gateOf();
    for (const name of ['folder/secret.jsonl', 'chain/secret.jsonl', 'chain/new.jsonl']) {
      assert.equal((await gate.look(join(repo, name))).kind, 'outside', name);
    }
    assert.equal((await gate.look(join(repo, 'back', 'rows.jsonl'))).kind, 'inside');
  });

  it('a link to nothing is refused: writing through it would make a file elsewhere', async () => {
    const nowhere = link('nowhere', join(root, 'other', 'new.jsonl'));
    link('circle', 'circle');
    for (const path of [nowhere, join(repo, 'circle')]) {
      await assert.rejects(gateOf().check(path), {
        kind: 'outside',
        message: `${path} is a link that leads nowhere.`,
      });
    }
  });

  it('a workspace that is itself reached by a link is the workspace', async () => {
    const by = join(root, 'by');
    symlinkSync(repo, by);
    const gate = gateOf({ roots: () => [by] });
    await gate.check(join(by, 'rows.jsonl'));
    await gate.check(join(repo, 'rows.jsonl'));
  });

  it('what was allowed is a file or a folder, by where it really is', async () => {
    const allowed = [secret];
    const gate = gateOf({ allowed: () => allowed });
    await gate.check(secret);
    await gate.check(link('rows', secret));
    await assert.rejects(gate.check(join(dirname(secret), 'other.jsonl')), { kind: 'outside' });
    allowed[0] = dirname(secret);
    await gate.check(join(dirname(secret), 'other.jsonl'));
    allowed.length = 0;
    await assert.rejects(gate.check(secret), { kind: 'outside' });
  });

  it('what a person names is theirs; a link that the project put there is not', async () => {
    const gate = gateOf();
    gate.named(secret);
    await gate.checkFile(secret);
    assert.equal((await gate.look(secret)).kind, 'outside');
    const another = gateOf();
    const bait = link('bait.jsonl', secret);
    another.named(bait);
    await assert.rejects(another.check(bait), { kind: 'outside' });
  });

  it('a spec that a person names brings its project, and no more', async () => {
    const elsewhere = join(root, 'elsewhere', 'evals');
    mkdirSync(elsewhere, { recursive: true });
    const spec = join(elsewhere, 'a.eval.yaml');
    const plain = gateOf();
    await plain.home(spec);
    await plain.check(join(elsewhere, 'rows.jsonl'));
    await assert.rejects(plain.check(join(elsewhere, '..', 'rows.jsonl')), { kind: 'outside' });
    // A work tree of git is one project.
    mkdirSync(join(root, 'elsewhere', '.git'));
    const withGit = gateOf({ homeOf: projectOf });
    await withGit.home(spec);
    await withGit.check(join(elsewhere, '..', 'rows.jsonl'));
    await assert.rejects(withGit.check(secret), { kind: 'outside' });
  });

  it('a run’s files are its own: none of them is a link', async () => {
    const folder = join(repo, 'runs', 'one');
    await gateOf().checkRun(folder);
    await gateOf().checkRun(join(repo, 'runs', 'not-there'));
    symlinkSync(join(repo, 'rows.jsonl'), join(folder, 'results.jsonl'));
    await assert.rejects(gateOf().checkRun(folder), {
      kind: 'outside',
      message: `results.jsonl in the run one is a link, so that its rows would be read and written elsewhere; remove the link in ${folder}.`,
    });
  });

  it('reads files alone: no pipe and no device', async function () {
    if (process.platform === 'win32') this.skip();
    const pipe = join(repo, 'pipe.jsonl');
    execFileSync('mkfifo', [pipe]);
    await assert.rejects(gateOf().checkFile(pipe), {
      message: `${pipe} is a pipe or device, and only files are read.`,
    });
    for (const path of ['/dev/zero', '/proc/self/environ', link('zero.jsonl', '/dev/zero')]) {
      await assert.rejects(gateOf({ allowed: () => ['/'] }).checkFile(path), { kind: 'outside' });
    }
  });

  it('a name that no file system takes is not there', async () => {
    assert.deepEqual(await gateOf().look(join(repo, 'a'.repeat(300))), { kind: 'inside' });
  });
});

describe('projectOf', () => {
  it('is the work tree, else the folder with .gavel, else the folder itself', async () => {
    const root = realpathSync(mkdtempSync(join(tmpdir(), 'gavel-project-')));
    try {
      const run = join(root, 'work', '.gavel', 'runs', 'one');
      mkdirSync(run, { recursive: true });
      assert.equal(await projectOf(run), join(root, 'work'));
      assert.equal(await projectOf(join(root, 'work', 'evals', 'a')), join(root, 'work', 'evals'));
      mkdirSync(join(root, '.git'));
      assert.equal(await projectOf(run), root);
    } finally {
      rmSync(root, { recursive: true, force: true });
    }
  });
});
