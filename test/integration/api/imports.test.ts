import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import * as vscode from 'vscode';
import { answering } from '../answers.js';
import { workspaceFile } from '../editing.js';

const openNames = () =>
  vscode.window.visibleTextEditors.map(({ document }) => basename(document.uri.fsPath));

describe('files of other programs, by commands', () => {
  it('gavel.importPromptfoo writes specs, and shows the first beside what was left behind', async () => {
    const config = workspaceFile('promptfooconfig.yaml');
    await writeFile(
      config.fsPath,
      "prompts: ['{{q}}']\nproviders: [togetherai:m]\ntests:\n  - vars: { q: hi }\n    assert: [{ type: llm-rubric, value: polite }, { type: latency, threshold: 1 }]\n",
    );
    const spec = await vscode.commands.executeCommand<vscode.Uri>('gavel.importPromptfoo', config);
    assert.equal(basename(spec.fsPath), 'promptfooconfig-llm-rubric.eval.yaml');
    assert.match(await readFile(spec.fsPath, 'utf8'), /dataset: promptfooconfig\.data\.jsonl/);
    assert.ok(openNames().includes('promptfooconfig-llm-rubric.eval.yaml'));
    const report = await readFile(workspaceFile('promptfooconfig.import.md').fsPath, 'utf8');
    assert.match(report, /assert latency/);
    // Nothing is named: the workspace's own configs are offered.
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    const { offered } = await answering({ picks: [undefined] }, () =>
      vscode.commands.executeCommand('gavel.importPromptfoo'),
    );
    assert.deepEqual(offered, [['promptfooconfig.yaml', '$(folder-opened) Browse…']]);
    const again = await vscode.commands.executeCommand<vscode.Uri>('gavel.importPromptfoo', config);
    assert.equal(basename(again.fsPath), 'promptfooconfig-2-llm-rubric.eval.yaml');
  });

  it('gavel.importOpenAi makes specs and runs', async () => {
    const file = workspaceFile('routing.json');
    const grader = {
      type: 'label_model',
      name: 'Right',
      model: 'gpt-4.1',
      input: [{ role: 'user', content: 'Right? {{item.q}}' }],
      labels: ['yes', 'no'],
      passing_labels: ['yes'],
    };
    const item = {
      datasource_item: { q: 'hi' },
      sample: { output: [{ role: 'assistant', content: 'ho' }] },
      results: [{ name: 'Right', passed: true, score: 1 }],
    };
    await writeFile(
      file.fsPath,
      JSON.stringify({
        eval: { name: 'Routing', testing_criteria: [grader] },
        output_items: [item],
      }),
    );
    const spec = await vscode.commands.executeCommand<vscode.Uri>('gavel.importOpenAi', file);
    assert.equal(basename(spec.fsPath), 'routing-right.eval.yaml');
    const report = await readFile(workspaceFile('routing.import.md').fsPath, 'utf8');
    assert.match(report, /Routing: Right/);
    const { offered } = await answering(
      { buttonPicks: ['$(cloud-download) An OpenAI Evals File'] },
      () => vscode.commands.executeCommand('gavel.newSpec'),
    );
    assert.ok(
      offered[0]?.includes('$(cloud-download) An OpenAI Evals File'),
      'the guide leads there',
    );
  });
});
