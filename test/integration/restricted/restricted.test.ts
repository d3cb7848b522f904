import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as vscode from 'vscode';
import { answering } from '../answers.js';
import { behind, completionsAt, openText, problemsOf, workspaceFile } from '../editing.js';

describe('Restricted Mode', () => {
  it('is what this window is in', () => assert.equal(vscode.workspace.isTrusted, false));

  it('still checks the form of a spec', async () => {
    const document = await openText('broken.eval.json');
    const problems = await problemsOf(document.uri);
    assert.ok(problems.some(({ range }) => document.getText(range).includes('classifi')));
  });

  it('still finds the faults in the text of templates, in a file and in a spec', async () => {
    for (const name of ['faults.jinja', 'quoted.eval.yaml']) {
      const document = await openText(`templates/${name}`);
      const problems = await problemsOf(document.uri);
      assert.ok(
        problems.some(({ range }) => document.getText(range) === 'uper'),
        name,
      );
    }
  });

  it('renders no template and reads no dataset for one', async () => {
    const document = await openText('templates/block.eval.yaml');
    const labels = await completionsAt(document, behind(document, 'Is {{ '), 'range');
    assert.ok(!labels.includes('turns'));
    // Its problems are those of its form: none.
    assert.deepEqual(vscode.languages.getDiagnostics(document.uri), []);
  });

  it('runs nothing', async () => {
    const before = await runFiles();
    const spec = workspaceFile('answer-correctness.eval.yaml');
    const result = await vscode.commands.executeCommand('gavel.run', spec, { backend: 'demo' });
    assert.equal(result, undefined);
    // Counting prompts renders templates.
    const figures = await vscode.commands.executeCommand('gavel.preflight', spec, { open: false });
    assert.equal(figures, undefined);
    assert.deepEqual(await runFiles(), before);
  });

  it('lets nobody label rows', async () => {
    const { messages } = await answering({}, async () => {
      for (const name of ['labelRows', 'exportExamples']) {
        await vscode.commands.executeCommand(`gavel.${name}`);
      }
    });
    assert.deepEqual(messages, [
      'Labelling rows needs trust: this workspace is in Restricted Mode.',
      'Exporting examples needs trust: this workspace is in Restricted Mode.',
    ]);
  });

  it('asks no judge about a row', async () => {
    const { messages } = await answering({}, async () => {
      const run = workspaceFile('.gavel/runs/x/x.evalrun.json');
      assert.equal(await vscode.commands.executeCommand('gavel.rejudgeRow', run, 1), undefined);
    });
    assert.deepEqual(messages, [
      'Asking the judge needs trust: this workspace is in Restricted Mode.',
    ]);
  });

  it('writes no new dataset', async () => {
    const dataset = workspaceFile('support-answers.jsonl');
    const names = ['sample', 'convert', 'split', 'deduplicate'].map((name) => `${name}Dataset`);
    const { messages } = await answering({ input: ['2'], saves: [''] }, async () => {
      for (const name of [...names, 'renameColumns', 'saveRows']) {
        await vscode.commands.executeCommand(`gavel.${name}`, dataset);
      }
    });
    assert.deepEqual(
      messages,
      Array(6).fill('Writing a new dataset needs trust: this workspace is in Restricted Mode.'),
    );
    assert.deepEqual(await vscode.workspace.findFiles('support-answers-*'), []);
  });

  it('takes, lists and changes no key', async () => {
    const { messages, offered } = await answering({ input: ['a-key', 'a-key'] }, async () => {
      for (const name of ['setApiKey', 'switchAccount', 'signOut', 'setSecret', 'manageSecrets']) {
        await vscode.commands.executeCommand(`gavel.${name}`);
      }
    });
    const needs = [
      'Setting an API key',
      'Switching the account',
      'Signing out',
      'Setting a secret',
    ];
    assert.deepEqual(
      messages,
      [...needs, 'Managing secrets'].map(
        (what) => `${what} needs trust: this workspace is in Restricted Mode.`,
      ),
    );
    assert.deepEqual(offered, []);
  });

  it('asks for no list of models, tests none and writes none into a spec', async () => {
    const spec = workspaceFile('answer-correctness.eval.yaml');
    const given = { model: 'openai/gpt-oss-20b', model_source: 'serverless' };
    const seen = await seenByService(async () => {
      const document = await openText('answer-correctness.eval.yaml');
      await vscode.commands.executeCommand(
        'vscode.executeCompletionItemProvider',
        spec,
        behind(document, 'model: openai/'),
      );
      const { messages } = await answering({}, async () => {
        const tested = await vscode.commands.executeCommand('gavel.testConnection', spec, 'judge');
        const chosen = await vscode.commands.executeCommand(
          'gavel.pickModel',
          spec,
          'judge',
          given,
        );
        assert.deepEqual([tested, chosen], [undefined, undefined]);
      });
      assert.deepEqual(messages, [
        'Testing a model needs trust: this workspace is in Restricted Mode.',
        'Changing a spec needs trust: this workspace is in Restricted Mode.',
      ]);
    });
    assert.deepEqual(seen, []);
  });

  it('asks the service for no list, no preview and no download, and deletes nothing there', async () => {
    const seen = await seenByService(async () => {
      const { messages } = await answering({ modal: 'Delete' }, async () => {
        await vscode.commands.executeCommand('gavel.datasets.focus');
        await vscode.commands.executeCommand('gavel.refresh');
        for (const name of ['previewFile', 'downloadFile', 'deleteFile', 'copyFileId']) {
          await vscode.commands.executeCommand(`gavel.${name}`);
        }
        await vscode.commands.executeCommand('gavel.previewFile', 'file-1');
      });
      assert.deepEqual(
        messages,
        Array(5).fill(
          'Reading the files of the service needs trust: this workspace is in Restricted Mode.',
        ),
      );
    });
    assert.deepEqual(seen, []);
  });
});

/** What reaches the service at the configured address while `work` runs. */
async function seenByService(work: () => Promise<void>): Promise<string[]> {
  const seen: string[] = [];
  const service = createServer((request, response) => {
    seen.push(request.url ?? '');
    response.writeHead(200).end('{"data":[]}');
  }).listen(0, '127.0.0.1');
  await once(service, 'listening');
  const { port } = service.address() as AddressInfo;
  const settings = vscode.workspace.getConfiguration('gavel');
  const set = (url: string | undefined) =>
    settings.update('together.baseUrl', url, vscode.ConfigurationTarget.Global);
  await set(`http://127.0.0.1:${port}/v1`);
  try {
    await work();
    return seen;
  } finally {
    await set(undefined);
    service.close();
  }
}

async function runFiles(): Promise<string[]> {
  const found = await vscode.workspace.findFiles('.gavel/runs/**');
  return found.map(({ path }) => path).sort();
}
