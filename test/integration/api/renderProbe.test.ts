import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import * as vscode from 'vscode';
import { workspaceFile } from '../editing.js';
import { hostileFiles } from '../hostileFiles.js';
import { rendersDuring } from '../renderProbe.js';

describe('the probe that shows that Restricted Mode renders nothing', () => {
  const spec = workspaceFile('hostile/keyless.eval.json');
  before(() => {
    for (const [path, text] of Object.entries(hostileFiles('http://127.0.0.1:9'))) {
      if (!path.startsWith('hostile/')) continue;
      mkdirSync(dirname(workspaceFile(path).fsPath), { recursive: true });
      writeFileSync(workspaceFile(path).fsPath, text);
    }
  });
  after(() => rmSync(workspaceFile('hostile').fsPath, { recursive: true }));

  it('sees each rendering in a workspace that is trusted', async () => {
    let figures: unknown;
    const renders = await rendersDuring(async () => {
      figures = await vscode.commands.executeCommand('gavel.preflight', spec, { open: false });
    });
    assert.ok(figures);
    assert.ok(renders >= 6, `${renders} renders of six rows`);
  });
});
