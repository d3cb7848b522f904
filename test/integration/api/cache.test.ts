import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { workspaceFile } from '../editing.js';

const KEY = 'a'.repeat(64);
const LINE = `{"key":"${KEY}","messages":"${'b'.repeat(32)}","asked":"cccccccc.dddddddd.eeeeeeee.1","reply":{"text":"x","finish":"stop"}}\n`;

describe('the cache of replies by command', () => {
  it('is removed, and nothing else of its folder', async () => {
    const segment = workspaceFile('.gavel/cache/0000000000001-abcdefabcdef.jsonl');
    const other = workspaceFile('.gavel/cache/notes.txt');
    await vscode.workspace.fs.writeFile(segment, new TextEncoder().encode(LINE));
    await vscode.workspace.fs.writeFile(other, new TextEncoder().encode('mine'));
    const removed = await vscode.commands.executeCommand<{ replies: number; bytes: number }>(
      'gavel.clearCache',
      { confirm: false },
    );
    assert.ok(removed.replies >= 1 && removed.bytes >= LINE.length, JSON.stringify(removed));
    await assert.rejects(async () => vscode.workspace.fs.stat(segment));
    assert.equal(new TextDecoder().decode(await vscode.workspace.fs.readFile(other)), 'mine');
    await vscode.workspace.fs.delete(other);
    assert.deepEqual(await vscode.commands.executeCommand('gavel.clearCache', { confirm: false }), {
      replies: 0,
      bytes: 0,
    });
  });
});
