import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { workspaceFile } from '../editing.js';
import { waitFor } from '../waitFor.js';

describe('tasks', () => {
  it('are offered for each spec, in its workspace folder', async () => {
    const tasks = await vscode.tasks.fetchTasks({ type: 'gavel' });
    const names = tasks.map(({ name }) => name);
    for (const name of ['run answer-correctness.eval.yaml', 'validate broken.eval.json']) {
      assert.ok(names.includes(name), names.join(', '));
    }
  });

  it('run the command line that is shipped; its problems are marked in the spec', async () => {
    const spec = 'broken.eval.json';
    const [task] = (await vscode.tasks.fetchTasks({ type: 'gavel' })).filter(
      ({ name }) => name === `validate ${spec}`,
    );
    assert.ok(task);
    const exit = new Promise<number | undefined>((resolve) => {
      const listener = vscode.tasks.onDidEndTaskProcess(({ execution, exitCode }) => {
        if (execution.task.name !== task.name) return;
        listener.dispose();
        resolve(exitCode);
      });
    });
    await vscode.tasks.executeTask(task);
    assert.equal(await exit, 2);
    const marks = await waitFor(
      'the problems of the task',
      () =>
        vscode.languages
          .getDiagnostics(workspaceFile(spec))
          .filter(({ source }) => source === 'gavel')
          .filter(({ message }) => message.startsWith('`type` must be one of')),
      ({ length }) => length > 0,
    );
    assert.equal(marks[0]?.range.start.line, 2);
  });
});
