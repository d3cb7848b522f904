import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import * as vscode from 'vscode';
import { answering } from '../answers.js';
import { workspaceFile } from '../editing.js';

/** A name that no resolver knows (RFC 6761): what would be sent all the same gets nowhere. */
const STRANGER = 'https://rows.example.invalid';

describe('a spec of a trusted repository that leads rows to a stranger', () => {
  const spec = workspaceFile('stranger.eval.json');
  before(() => {
    const text = {
      type: 'classify',
      dataset: 'support-answers.jsonl',
      labels: ['yes', 'no'],
      pass_labels: ['yes'],
      model_to_evaluate: 'answer_v2',
      judge: {
        model: 'strange/judge',
        model_source: 'external',
        external_base_url: `${STRANGER}/v1`,
        system_template: '{{ question }}',
      },
      backend: 'local',
    };
    writeFileSync(spec.fsPath, JSON.stringify(text, null, 2));
  });
  after(() => rmSync(spec.fsPath));

  it('asks before a run, a dry run and a test, and a no leaves nothing behind', async () => {
    const before = await runs();
    const launches: [string, ...unknown[]][] = [
      ['gavel.run', spec, { confirm: false, limit: 1 }],
      ['gavel.dryRun', spec, { confirm: false, limit: 1 }],
    ];
    for (const [command, ...args] of launches) {
      const { questions, details, messages } = await answering({}, async () => {
        assert.equal(await vscode.commands.executeCommand(command, ...args), undefined);
      });
      assert.deepEqual(questions, [`Send rows to ${STRANGER}?`], command);
      assert.deepEqual(details[0]?.split('\n').slice(0, 2), [
        'The model strange/judge in stranger.eval.json is asked there, without a key.',
        'What goes there: the columns “question”, “answer_v2”.',
      ]);
      assert.deepEqual(messages, []);
    }
    const { questions, messages } = await answering({ modal: 'Do Not Send' }, async () => {
      await vscode.commands.executeCommand('gavel.testConnection', spec, 'judge');
    });
    assert.deepEqual(questions, [`Send rows to ${STRANGER}?`]);
    assert.equal(messages.length, 1);
    assert.match(messages[0] ?? '', /Nothing was sent to https:\/\/rows\.example\.invalid/);
    assert.deepEqual(await runs(), before);
  });
});

async function runs(): Promise<string[]> {
  const found = await vscode.workspace.findFiles('.gavel/runs/**/*.evalrun.json');
  return found.map(({ path }) => path).sort();
}
