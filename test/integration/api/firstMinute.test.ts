import assert from 'node:assert/strict';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as vscode from 'vscode';
import { GO_BACK, answering, type Answers } from '../answers.js';
import { workspaceFile } from '../editing.js';
import { resultRows, statusesUntilEnd } from '../runFiles.js';
import { waitFor } from '../waitFor.js';

const SPEC = 'gavel-samples/answer-correctness.eval.yaml';
const call = <T>(id: string, ...args: unknown[]): Thenable<T | undefined> =>
  vscode.commands.executeCommand<T | undefined>(`gavel.${id}`, ...args);

describe('the first minute, by commands', () => {
  const manifests: vscode.Uri[] = [];
  before(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));
  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    for (const { fsPath } of manifests) await rm(dirname(fsPath), { recursive: true });
    await rm(workspaceFile('gavel-samples').fsPath, { recursive: true, force: true });
  });

  it('says what is missing before there is a sample', async () => {
    const { messages } = await answering({}, async () => {
      assert.equal(await call('changeSampleRubric'), undefined);
      assert.equal(await call('compareSampleRuns'), undefined);
    });
    assert.match(messages[0] ?? '', /no sample in this workspace yet/);
    assert.match(messages[1] ?? '', /not yet two finished runs/);
  });

  it('runs the sample at once, in a folder of its own, and opens its results', async () => {
    const { messages } = await answering({}, async () => {
      const manifest = await call<vscode.Uri>('trySample');
      assert.ok(manifest);
      manifests.push(manifest);
    });
    const [first] = manifests;
    assert.ok(first);
    assert.equal((await statusesUntilEnd(first.fsPath)).at(-1), 'completed');
    assert.equal((await resultRows(first.fsPath)).length, 62);
    assert.deepEqual(messages, [
      'The samples are in gavel-samples; delete the folder when you no longer want them.',
    ]);
    const { input } = vscode.window.tabGroups.activeTabGroup.activeTab ?? {};
    assert.ok(input instanceof vscode.TabInputCustom);
    assert.equal(input.uri.fsPath, first.fsPath);
  });

  it('changes the rubric, runs again over no file of the person, and compares', async () => {
    const note = workspaceFile('gavel-samples/ticket-summaries.jsonl').fsPath;
    await writeFile(note, '{"mine":1}\n');
    let changed: vscode.Uri | undefined;
    const { messages } = await answering({}, async () => {
      changed = await call<vscode.Uri>('changeSampleRubric');
    });
    // The run before may still tell that it has ended.
    assert.deepEqual(
      messages.filter((message) => !message.includes('by the scripted demo judge')),
      [],
    );
    assert.equal(changed?.fsPath, workspaceFile(SPEC).fsPath);
    assert.match(await readFile(changed.fsPath, 'utf8'), /correct: gives every condition/);
    const again = await call<vscode.Uri>('trySample');
    assert.ok(again);
    manifests.push(again);
    assert.equal((await statusesUntilEnd(again.fsPath)).at(-1), 'completed');
    assert.equal(await readFile(note, 'utf8'), '{"mine":1}\n');
    const compared = await waitFor(
      'the list of runs to hold both',
      async () => call<vscode.Uri[]>('compareSampleRuns'),
      (found) => found !== undefined,
    );
    assert.deepEqual(
      compared?.map(({ fsPath }) => fsPath),
      manifests.map(({ fsPath }) => fsPath),
    );
  });

  it('leaves a rubric alone that somebody rewrote, and goes there', async () => {
    const uri = workspaceFile(SPEC);
    const text = await readFile(uri.fsPath, 'utf8');
    await writeFile(uri.fsPath, text.replace('- correct:', '- right:'));
    await waitFor(
      'the editor to read the file',
      async () => (await vscode.workspace.openTextDocument(uri)).getText(),
      (now) => now.includes('- right:'),
    );
    const { messages } = await answering({}, async () => {
      assert.equal(await call('changeSampleRubric'), undefined);
    });
    assert.match(messages[0] ?? '', /is yours by now/);
    assert.equal(vscode.window.activeTextEditor?.document.uri.fsPath, uri.fsPath);
  });
});

describe('a new spec, step by step', () => {
  const made: vscode.Uri[] = [];
  before(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    const row = { asked: 'How long?', truth: 'A year.', output_a: 'A year.', output_b: 'Two.' };
    await writeFile(workspaceFile('guided.jsonl').fsPath, `${JSON.stringify(row)}\n`);
  });
  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    for (const { fsPath } of [workspaceFile('guided.jsonl'), ...made]) await rm(fsPath);
  });

  const ask = async (picks: Answers['buttonPicks'], ...args: unknown[]) => {
    let uri: vscode.Uri | undefined;
    const shown = await answering({ ...(picks && { buttonPicks: picks }) }, async () => {
      uri = await call<vscode.Uri>('newSpec', ...args);
    });
    if (uri) made.push(uri);
    const text = uri && (await readFile(uri.fsPath, 'utf8'));
    return { ...shown, uri, text };
  };
  const noErrors = (uri: vscode.Uri) =>
    vscode.languages
      .getDiagnostics(uri)
      .filter(({ severity }) => severity <= vscode.DiagnosticSeverity.Warning);

  it('by a rubric of the gallery: asks for columns that names don’t tell, and goes back', async () => {
    const { uri, text, offered } = await ask([
      '$(law) A Rubric of the Gallery',
      'Faithfulness to the context',
      GO_BACK,
      'Correctness with a reference',
      'guided.jsonl',
      'output_b',
      'asked',
    ]);
    assert.ok(uri && text !== undefined);
    assert.match(uri.path, /guided-correctness\.eval\.yaml$/);
    assert.match(text, /^model_to_evaluate: output_b$/m);
    assert.match(text, /Question:\n +\{\{ asked \}\}\n+ +Reference:\n +\{\{ truth \}\}/);
    assert.match(text, /arxiv\.org\/abs\/2411\.04368/);
    assert.ok(offered[0]?.includes('$(beaker) A Sample'));
    assert.equal(vscode.window.activeTextEditor?.document.uri.fsPath, uri.fsPath);
    assert.deepEqual(noErrors(uri), []);
  });

  it('from a dataset that is given: asks how to judge, and for nothing else', async () => {
    const { uri, text, offered } = await ask(['compare'], workspaceFile('guided.jsonl'));
    assert.ok(uri && text !== undefined);
    assert.equal(offered.length, 1);
    assert.match(text, /^model_a: output_a\n[^]*^model_b: output_b$/m);
  });

  it('takes columns that no template can name from a copy', async () => {
    const row = { Question: 'How long?', 'Best Answer': 'A year.', 'Given Answer': 'Two.' };
    const dataset = workspaceFile('asked & told.csv');
    const values = Object.values(row);
    await writeFile(dataset.fsPath, `${Object.keys(row).join(',')}\n${values.join(',')}\n`);
    const copy = workspaceFile('asked & told-named.csv');
    try {
      const { uri, text, offered, messages } = await ask([
        '$(table) A Dataset',
        'asked & told.csv',
        'Correctness with a reference',
        'Best Answer',
      ]);
      assert.ok(uri && text !== undefined);
      assert.match(text, /^dataset: "?asked & told-named\.csv"?$/m);
      assert.match(text, /Question:\n +\{\{ Question \}\}\n+ +Reference:\n +\{\{ Best_Answer \}\}/);
      assert.match(text, /^model_to_evaluate: Given_Answer$/m);
      assert.match(offered[3]?.join() ?? '', /template can name these.*,Best Answer/);
      assert.match(messages.join(), /uses asked & told-named\.csv, a copy of asked & told\.csv/);
      assert.equal(
        await readFile(copy.fsPath, 'utf8'),
        'Question,Best_Answer,Given_Answer\nHow long?,A year.,Two.\n',
      );
      assert.deepEqual(noErrors(uri), []);
    } finally {
      await rm(dataset.fsPath);
      await rm(copy.fsPath, { force: true });
    }
  });

  it('by program: asks for nothing', async () => {
    const { text, offered } = await ask([], workspaceFile('guided.jsonl'), {
      template: 'preference',
      map: { question: 'asked' },
      backend: 'demo',
    });
    assert.ok(text !== undefined);
    assert.deepEqual(offered, []);
    assert.match(text, /^model_b: output_b$/m);
    const lacking = await ask([], workspaceFile('guided.jsonl'), { template: 'faithfulness' });
    assert.equal(lacking.uri, undefined);
    assert.match(lacking.messages[0] ?? '', /needs a column with .*name it as “/);
  });

  it('writes nothing where the person goes away', async () => {
    const before = await vscode.workspace.findFiles('**/*.eval.*');
    const { uri, messages } = await ask(['$(table) A Dataset', 'guided.jsonl']);
    assert.deepEqual([uri, messages], [undefined, []]);
    assert.equal((await vscode.workspace.findFiles('**/*.eval.*')).length, before.length);
  });
});
