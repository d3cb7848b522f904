import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { FieldTest } from '../../../src/ui/models/testModels.js';
import { answering } from '../answers.js';
import { behind, completionsAt, hoverAt, openText, workspaceFile } from '../editing.js';
import { waitFor } from '../waitFor.js';

const FILE = 'models.eval.yaml';
const SPEC = `# which judge?
type: classify
backend: demo
dataset: support-answers.jsonl
labels: [good, bad]
pass_labels: [good]
model_to_evaluate: answer_v2
judge:
  model: openai/gpt-oss-12b # a slip
  system_template: "{{ question }}"
`;

const codes = (uri: vscode.Uri) =>
  vscode.languages
    .getDiagnostics(uri)
    .filter(({ source }) => source === 'gavel')
    .map(({ code }) => code);

describe('choosing a model', () => {
  const uri = workspaceFile(FILE);
  const pick = (model: string, source: string) =>
    vscode.commands.executeCommand<string>('gavel.pickModel', uri, 'judge', {
      model,
      model_source: source,
    });
  const test = async () => {
    let results: readonly FieldTest[] | undefined;
    const { messages } = await answering({}, async () => {
      results = await vscode.commands.executeCommand('gavel.testConnection', uri, 'judge.model');
    });
    return { test: results?.[0]?.test, messages };
  };

  before(async () => {
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(SPEC));
  });
  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.workspace.fs.delete(uri);
  });

  it('completion offers what the service lists, and adds the source', async () => {
    const document = await openText(FILE);
    const place = behind(document, 'model: openai/');
    await completionsAt(document, place, 'demo/stopped');
    const list = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      uri,
      place,
    );
    const item = list.items.find(({ label }) => label === 'openai/gpt-oss-120b');
    assert.equal(item?.detail, 'serverless · 131k tokens · $0.15 in / $0.60 out per M');
    assert.deepEqual(
      item.additionalTextEdits?.map(({ newText }) => newText),
      ['model_source: serverless\n  '],
    );
  });

  it('the chosen model stands in the spec, comments kept, and a stopped one is warned of', async () => {
    assert.equal(await pick('demo/stopped', 'dedicated'), 'demo/stopped');
    const document = await vscode.workspace.openTextDocument(uri);
    assert.equal(
      document.getText(),
      SPEC.replace(
        'openai/gpt-oss-12b # a slip',
        'demo/stopped # a slip\n  model_source: dedicated',
      ),
    );
    await waitFor(
      'the warning',
      () => codes(uri),
      (found) => found.includes('endpoint-stopped'),
    );
    const place = behind(document, 'model: ');
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      uri,
      new vscode.Range(place, place),
    );
    const choose = actions.find(({ title }) => title === 'Choose another model…');
    assert.equal(choose?.command?.command, 'gavel.pickModel');
    await pick('openai/gpt-oss-120b', 'serverless');
    await waitFor(
      'no warning',
      () => codes(uri),
      (found) => !found.includes('endpoint-stopped'),
    );
    assert.match(
      document.getText(),
      /model: openai\/gpt-oss-120b # a slip\n {2}model_source: serverless\n/,
    );
  });

  it('hovering over the model tells what it takes and costs', async () => {
    const document = await openText(FILE);
    const text = await hoverAt(uri, behind(document, 'model: openai/'));
    assert.match(
      text,
      /`model_source` serverless · 131k tokens · \\?\$0\.15 in \/ \\?\$0\.60 out per M/,
    );
  });

  it('a lens over the model offers both commands', async () => {
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      uri,
    );
    const document = await vscode.workspace.openTextDocument(uri);
    const { line } = behind(document, 'model: ');
    assert.deepEqual(
      lenses
        .filter(({ range }) => range.start.line === line)
        .map(({ command }) => command?.command),
      ['gavel.pickModel', 'gavel.testConnection'],
    );
  });

  it('the connection is tested with one token, and a slip is told with what was meant', async () => {
    const good = await test();
    assert.equal(good.test?.outcome, 'reachable');
    assert.match(
      good.messages.join(),
      /^judge: openai\/gpt-oss-120b answers at 127\.0\.0\.1:\d+ in /,
    );
    await pick('openai/gpt-oss-12b', 'serverless');
    const slip = await test();
    assert.equal(slip.test?.outcome, 'failed');
    assert.match(
      slip.messages.join(),
      /no model “openai\/gpt-oss-12b” .*Did you mean “openai\/gpt-oss-(120|20)b”\?/,
    );
  });
});
