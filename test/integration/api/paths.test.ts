import assert from 'node:assert/strict';
import { mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { proven } from '../../security/proofs.js';
import { answering } from '../answers.js';
import { openText, problemsOf, workspaceFile } from '../editing.js';
import { statusesUntilEnd } from '../runFiles.js';
import { waitFor } from '../waitFor.js';

const CANARY = 'canary-71d0c5aa';
const NAME = 'outside.eval.json';

describe('a spec whose paths lead out of the workspace', () => {
  let outside: string;
  let canary: string;
  before(async () => {
    outside = await realpath(await mkdtemp(join(tmpdir(), 'gavel-elsewhere-')));
    canary = join(outside, 'canary.jsonl');
    await writeFile(canary, `${JSON.stringify({ question: CANARY, answer_v2: 'yes' })}\n`);
    await symlink(canary, workspaceFile('bait.jsonl').fsPath);
  });
  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await run('gavel.manageAllowedPaths', { withdraw: canary });
    for (const name of [NAME, 'bait.jsonl']) await rm(workspaceFile(name).fsPath, { force: true });
    await rm(outside, { recursive: true });
  });

  const run = (id: string, ...args: unknown[]) => vscode.commands.executeCommand(id, ...args);

  async function specOf(dataset: string, rubric: unknown = 'Is it right? {{ question }}') {
    const spec = {
      type: 'classify',
      dataset,
      labels: ['correct', 'incomplete', 'wrong'],
      pass_labels: ['correct'],
      model_to_evaluate: 'answer_v2',
      judge: {
        model: 'openai/gpt-oss-120b',
        model_source: 'serverless',
        system_template: rubric,
      },
      backend: 'demo',
    };
    await writeFile(workspaceFile(NAME).fsPath, JSON.stringify(spec, null, 2));
    const document = await openText(NAME);
    // What another test left on screen is not what is on disk.
    await waitFor(
      'the spec on screen',
      () => document.getText(),
      (text) => text === JSON.stringify(spec, null, 2),
    );
    return document;
  }

  const isOfPath = (
    document: vscode.TextDocument,
    { code, range }: vscode.Diagnostic,
    written: string,
  ): boolean => code === 'outside-path' && document.getText(range) === JSON.stringify(written);

  const named = () => ['../'.repeat(30) + canary.slice(1), canary, 'bait.jsonl'];

  it('is marked at the very path, has no column of it, and a way on', async () => {
    for (const written of named()) {
      const document = await specOf(written);
      const problems = await waitFor(
        'the problem of the path',
        () => problemsOf(document.uri),
        // Of another spec before it, the problem may still stand there.
        (found) => found.some((each) => isOfPath(document, each, written)),
      );
      const problem = problems.find((each) => isOfPath(document, each, written));
      assert.ok(problem);
      assert.equal(problem.severity, vscode.DiagnosticSeverity.Warning);
      assert.match(problem.message, /^`dataset`: .*outside the workspace/);
      assert.ok(!problems.some(({ message }) => message.includes('question')));
      const fixes = await vscode.commands.executeCommand<vscode.CodeAction[]>(
        'vscode.executeCodeActionProvider',
        document.uri,
        problem.range,
      );
      assert.ok(fixes.some(({ command }) => command?.command === '_gavel.allowPaths'));
      const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>(
        'vscode.executeLinkProvider',
        document.uri,
      );
      assert.ok(!links.some(({ target }) => target?.fsPath === canary));
    }
  });

  it('runs, is previewed and copied for nobody who says no', async () => {
    const templates = named().map((file) => ({ file }));
    let questions = 0;
    for (const [dataset, rubric] of [
      ...named().map((written) => [written, undefined] as const),
      ...templates.map((template) => ['support-answers.jsonl', template] as const),
    ]) {
      await specOf(dataset, rubric);
      for (const [id, options] of [
        ['gavel.run', { open: false }],
        ['gavel.dryRun', { open: false, limit: 1 }],
        ['gavel.preflight', { open: false }],
        ['gavel.previewTemplate', undefined],
        ['gavel.copyAs', { as: 'curl' }],
      ] as const) {
        let given: unknown;
        const shown = await answering({ modal: 'Do Not Read' }, async () => {
          given = await run(id, workspaceFile(NAME), options);
        });
        assert.equal(given, undefined, id);
        assert.deepEqual(shown.questions, ['Read a file outside the workspace?'], id);
        assert.match(shown.details[0] ?? '', new RegExp(`^${NAME} names it as \``));
        assert.match(shown.details[0] ?? '', /go to the models that the spec names/);
        assert.ok(JSON.stringify(shown).includes(canary));
        assert.ok(!JSON.stringify(shown).includes(CANARY), id);
        assert.ok(
          shown.messages.some((message) => message.includes('was not read')),
          id,
        );
        questions += 1;
      }
    }
    proven({
      area: 'Paths',
      claim:
        'In the editor a file outside the workspace is read for a spec once a person has allowed that very file, and for no other command before',
      test: 'test/integration/api/paths.test.ts',
      figure: `${questions} questions answered with no, in 5 commands`,
    });
  });

  it('is read once that is allowed, asked for no more, and no more once it is withdrawn', async () => {
    const spec = workspaceFile(NAME);
    await specOf(canary);
    const launch = () => run('gavel.run', spec, { open: false, confirm: false });
    let manifest: unknown;
    const first = await answering({ modal: 'Read It' }, async () => {
      manifest = await launch();
    });
    assert.equal(first.questions.length, 1);
    assert.ok(manifest instanceof vscode.Uri);
    assert.equal((await statusesUntilEnd(manifest.fsPath)).at(-1), 'completed');
    // By another name it is the same file.
    await specOf('bait.jsonl');
    const second = await answering({ modal: 'Do Not Read' }, () => launch());
    assert.deepEqual(second.questions, []);
    assert.deepEqual(await run('gavel.manageAllowedPaths', { withdraw: canary }), []);
    const third = await answering({ modal: 'Do Not Read' }, () => launch());
    assert.equal(third.questions.length, 1);
  });
});
