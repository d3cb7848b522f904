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
    // One as the dashboard gives it holds no rows: the file that has them is asked for.
    const bare = workspaceFile('bare-eval.json');
    const rows = workspaceFile('bare-rows.jsonl');
    await writeFile(bare.fsPath, JSON.stringify({ name: 'Bare', testing_criteria: [grader] }));
    await writeFile(rows.fsPath, '{"item":{"q":"first"}}\n{"item":{"q":"second"}}\n');
    // As the explorer's menu calls it: what is selected comes second.
    const asked = await answering({ picks: ['bare-rows.jsonl'] }, () =>
      vscode.commands.executeCommand<vscode.Uri>('gavel.importOpenAi', bare, [bare]),
    );
    assert.equal(asked.offered[0]?.at(-1), '$(circle-slash) No File');
    assert.ok(!asked.offered[0].includes('bare-eval.json'));
    const dataset = await readFile(workspaceFile('bare-eval.data.jsonl').fsPath, 'utf8');
    assert.match(dataset, /first.*\n.*second/);
    const before = (await vscode.workspace.findFiles('bare-eval*')).length;
    await answering({ picks: [undefined] }, () =>
      vscode.commands.executeCommand('gavel.importOpenAi', bare),
    );
    const after = (await vscode.workspace.findFiles('bare-eval*')).length;
    assert.equal(after, before, 'who turns away has no new file');
    const { offered } = await answering(
      { buttonPicks: ['$(cloud-download) An OpenAI Evals File'] },
      () => vscode.commands.executeCommand('gavel.newSpec'),
    );
    assert.ok(
      offered[0]?.includes('$(cloud-download) An OpenAI Evals File'),
      'the guide leads there',
    );
  });

  for (const command of ['gavel.importResults', 'gavel.openDataset']) {
    it(`${command} offers the datasets of the workspace, and any other file`, async () => {
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
      await writeFile(workspaceFile('offered.csv').fsPath, 'verdict\ngood\n');
      const { offered } = await answering({ picks: [undefined] }, () =>
        vscode.commands.executeCommand(command),
      );
      const [list = []] = offered;
      assert.ok(list.includes('offered.csv'), list.join());
      assert.equal(list.at(-1), '$(folder-opened) Browse…');
    });
  }
});
