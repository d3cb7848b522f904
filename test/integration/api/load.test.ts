import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { countReads } from '../../load/countReads.js';
import type { ReadCounts } from '../../load/countReads.js';
import { writeRuns } from '../../load/manyRuns.js';
import { proven } from '../../security/proofs.js';
import { workspaceFile } from '../editing.js';
import { waitFor } from '../waitFor.js';

const RUNS = 500;
const SPECS = 200;
const EDITORS = 50;
const TEST = 'test/integration/api/load.test.ts';

const SPEC = `type: classify
dataset: support-answers.jsonl
labels: [good, bad]
pass_labels: [good]
model_to_evaluate: answer_v2
judge:
  model: openai/gpt-oss-120b
  model_source: serverless
  system_template: "Is it good? {{ question }}"
`;

/** Threads of the extension host; 0 where the system doesn't tell. */
function threads(): number {
  try {
    return readdirSync('/proc/self/task').length;
  } catch {
    return 0;
  }
}

describe('a workspace of 500 runs and 200 specs', function () {
  this.timeout(120_000);
  let folders: readonly string[] = [];
  let reads: ReadCounts;
  const specs = Array.from({ length: SPECS }, (_, index) =>
    workspaceFile(`judge-${index}.eval.yaml`),
  );
  const manifests: vscode.Uri[] = [];

  before(async () => {
    const root = workspaceFile('.gavel/runs').fsPath;
    for (const spec of specs) await writeFile(spec.fsPath, SPEC);
    ({ folders } = await writeRuns(root, RUNS, SPECS));
    for (const folder of folders) {
      const name = readdirSync(folder).find((each) => each.endsWith('.evalrun.json')) ?? '';
      manifests.push(vscode.Uri.file(join(folder, name)));
    }
    reads = countReads((path) => path.endsWith('.evalrun.json') && path.startsWith(root));
    await vscode.commands.executeCommand('gavel.refresh');
  });
  after(async () => {
    reads.stop();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    for (const folder of folders) await rm(folder, { recursive: true, force: true });
    for (const spec of specs) await rm(spec.fsPath, { force: true });
    await vscode.commands.executeCommand('gavel.refresh');
  });

  /** The lens that tells the newest run of a spec, once the tree knows it. */
  async function lastRun(spec: vscode.Uri): Promise<string> {
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      spec,
    );
    return (
      lenses.find(({ command }) => command?.title.startsWith('Last run'))?.command?.title ?? ''
    );
  }

  it('shows the newest run of each spec, and reads one manifest when one changes', async () => {
    for (const spec of specs.slice(0, 3)) {
      await vscode.workspace.openTextDocument(spec);
      await waitFor(
        `the last run of ${spec.path}`,
        () => lastRun(spec),
        (title) => title !== '',
      );
    }
    const settled = await quiet(reads);
    assert.ok(settled <= 2 * RUNS, `${settled} manifests read`);
    const [first] = manifests;
    assert.ok(first);
    const text = await readFile(first.fsPath, 'utf8');
    reads.reset();
    await writeFile(first.fsPath, text.replace('"name": "judge 0"', '"name": "another name"'));
    const old = new Date('2026-11-20T10:00:00Z');
    await utimes(first.fsPath, old, old);
    await begun(reads);
    const again = await quiet(reads);
    // By whoever heard of the change, and by the tree.
    assert.ok(again <= 8, `${again} manifests read:\n${reads.paths.join('\n')}`);
    assert.deepEqual(new Set(reads.paths), new Set([first.fsPath]));
    proven({
      area: 'Load',
      claim: 'In VS Code, a run that changes has its own manifest read and no other',
      test: TEST,
      figure: `${RUNS} runs, ${SPECS} specs`,
    });
  });

  it('opens fifty results editors, of which the hidden ones rest, and closes them without a trace', async () => {
    const open = async (uri: vscode.Uri | undefined): Promise<void> => {
      await vscode.commands.executeCommand('vscode.openWith', uri, 'gavel.results', {
        preview: false,
      });
    };
    const close = () => vscode.commands.executeCommand('workbench.action.closeAllEditors');
    // What is loaded and started once.
    await open(manifests[0]);
    await quiet(reads);
    await close();
    const before = await waitFor('idle threads to end', threads, () => true);
    const resources = process.getActiveResourcesInfo().length;
    for (const uri of manifests.slice(0, EDITORS)) await open(uri);
    const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
    assert.equal(tabs.length, EDITORS);
    await quiet(reads);
    assert.ok(threads() <= before + 2, `${before} threads, then ${threads()}`);

    await vscode.commands.executeCommand('gavel.refresh');
    await quiet(reads);
    reads.reset();
    await rm(folders[RUNS - 1] ?? '', { recursive: true });
    await begun(reads);
    await quiet(reads);
    // The one that shows reads its own run again.
    assert.deepEqual(new Set(reads.paths), new Set([manifests[EDITORS - 1]?.fsPath]));

    await close();
    await waitFor('the editors to be gone', threads, (now) => now <= before);
    await waitFor(
      'the handles to be gone',
      () => process.getActiveResourcesInfo().length,
      (now) => now <= resources,
    );
    proven({
      area: 'Load',
      claim: 'In VS Code, dozens of results editors open and close without a thread or handle left',
      test: TEST,
      figure: `${EDITORS} editors`,
    });
  });
});

/** A change is told of after a while. */
async function begun(reads: ReadCounts): Promise<void> {
  await waitFor(
    'somebody to hear of the change',
    () => reads.paths.length,
    (count) => count > 0,
  );
}

/** How many were read when nothing was for a while. */
async function quiet(reads: ReadCounts): Promise<number> {
  let last = -1;
  let same = 0;
  return waitFor(
    'reading to come to rest',
    () => {
      same = reads.paths.length === last ? same + 1 : 0;
      last = reads.paths.length;
      return last;
    },
    // 50 ms apart.
    () => same >= 20,
  );
}
