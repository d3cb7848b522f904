import assert from 'node:assert/strict';
import { readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { FrameLocator, Page } from 'playwright-core';
import {
  GOOD,
  startScriptedEndpoint,
  type ScriptedEndpoint,
} from '../../contract/runs/scriptedEndpoint.js';
import { proven } from '../../security/proofs.js';
import { launchWindow, type TestWindow } from '../host/launchWindow.js';
import { pictureFailures } from '../host/pictureFailures.js';
import { openFile, runCommand, saveWindowState, webviewFrame } from '../host/workbench.js';
import { readManifest, resultRows } from '../runFiles.js';
import { waitFor } from '../waitFor.js';
import { createWorkspace } from '../workspace.js';

const ROWS = 60;
/** So many are answered before the interruption; the others wait for the end of it. */
const BEFORE = 20;
const AT_ONCE = 4;
/** VS Code starts a host, a window and its editors again, on a machine with other work. */
const AGAIN_MS = 60_000;
const RUBRIC = 'Is it good?';
const SPEC = 'night.eval.json';

describe('a run whose window goes in the middle', function () {
  this.timeout(180_000);
  let workspace: string;
  let window: TestWindow;
  let page: Page;
  let view: FrameLocator;
  let endpoint: ScriptedEndpoint;
  let mayAnswer = false;
  let waiting: (() => void)[] = [];
  let interruptions = 0;

  before(async function () {
    this.timeout(120_000);
    let answered = 0;
    endpoint = await startScriptedEndpoint(async () => {
      if (!mayAnswer && answered === BEFORE) {
        await new Promise<void>((resolve) => waiting.push(resolve));
      }
      answered = mayAnswer ? 0 : answered + 1;
      return GOOD;
    });
    const rows = Array.from({ length: ROWS }, (_, at) => ({
      id: at + 1,
      answer: `[row ${at + 1}]`,
    }));
    workspace = await createWorkspace({
      'night.jsonl': rows.map((row) => `${JSON.stringify(row)}\n`).join(''),
      [SPEC]: JSON.stringify({
        name: 'Night',
        type: 'classify',
        backend: 'local',
        dataset: 'night.jsonl',
        labels: ['good', 'bad'],
        pass_labels: ['good'],
        model_to_evaluate: 'answer',
        judge: {
          model: 'local-judge',
          model_source: 'external',
          external_base_url: endpoint.url,
          system_template: `${RUBRIC} {{ answer }}`,
        },
        run: { concurrency: AT_ONCE, cache: false },
      }),
    });
    window = await launchWindow({ workspace, installed: true });
    page = window.page;
    view = webviewFrame(page);
  });

  after(async () => {
    await window.close();
    await endpoint.close();
    await rm(workspace, { recursive: true, force: true, maxRetries: 5 });
  });

  pictureFailures(() => page);

  /** Starts a run, interrupts it where `AT_ONCE` requests are under way, and follows it to its end. */
  async function interrupted(interrupt: (manifest: string) => Promise<void>): Promise<string> {
    mayAnswer = false;
    waiting = [];
    endpoint.requests.length = 0;
    const known = await manifests();
    const spec = page.getByRole('tab', { name: /night\.eval\.json/ });
    if ((await spec.count()) === 0) await openFile(page, SPEC);
    else await spec.click();
    await runCommand(page, 'Gavel: Run Evaluation');
    const manifest = await newManifest(known);
    await waitFor(
      'the answered rows',
      async () => (await resultRows(manifest)).length,
      (n) => n === BEFORE,
    );
    await waitFor(
      'the requests under way',
      () => endpoint.requests.length,
      (n) => n === BEFORE + AT_ONCE,
    );
    await view.getByText(`${BEFORE} of ${ROWS}`).first().waitFor();

    await interrupt(manifest);
    interruptions += 1;

    await waitFor(
      'the rows under way again',
      () => endpoint.requests.length,
      (n) => n === BEFORE + 2 * AT_ONCE,
      AGAIN_MS,
    );
    mayAnswer = true;
    for (const answer of waiting.splice(0)) answer();
    await waitFor(
      'the end',
      async () => (await readManifest(manifest)).status,
      (now) => now === 'completed',
      AGAIN_MS,
    );
    return manifest;
  }

  async function manifests(): Promise<string[]> {
    const runs = join(workspace, '.gavel', 'runs');
    const names = await readdir(runs, { recursive: true }).catch(() => []);
    return names.filter((name) => name.endsWith('.evalrun.json')).map((name) => join(runs, name));
  }

  async function newManifest(known: readonly string[]): Promise<string> {
    const isNew = (path: string) => !known.includes(path);
    const found = await waitFor('the run', manifests, (all) => all.some(isNew));
    return found.find(isNew) ?? assert.fail('no run');
  }

  async function eachRowOnce(manifest: string): Promise<void> {
    const ids = (await resultRows(manifest)).map((row) => row['id']);
    assert.deepEqual(
      [...ids].sort((a, b) => Number(a) - Number(b)),
      Array.from({ length: ROWS }, (_, at) => at + 1),
    );
    // What was under way is asked again, and nothing else.
    assert.equal(endpoint.requests.length, ROWS + AT_ONCE);
    await showsAllRows();
  }

  async function showsAllRows(): Promise<void> {
    const summary = view.getByRole('region', { name: 'Summary' });
    await waitFor(
      'the final count in the editor',
      async () => (await summary.innerText().catch(() => '')).replaceAll(/\s+/g, ' '),
      (text) => text.includes(`${ROWS} of ${ROWS} judged rows pass`),
      AGAIN_MS,
    );
  }

  it('goes on after the extension host was killed', async () => {
    const manifest = await interrupted(async (path) => {
      const owner = await readFile(join(dirname(path), '.running'), 'utf8');
      // As the extension wrote it: the process that drives the run is the extension host.
      process.kill((JSON.parse(owner) as { pid: number }).pid, 'SIGKILL');
      const spec = await readFile(join(workspace, SPEC), 'utf8');
      await writeFile(join(workspace, SPEC), spec.replace(RUBRIC, 'Is it something else?'));
    });
    await eachRowOnce(manifest);
    // The spec was another one when the run was taken up; the run is of the one that was launched.
    const asked = endpoint.requests.filter(({ body }) => JSON.stringify(body).includes(RUBRIC));
    assert.equal(asked.length, ROWS + AT_ONCE);
  });

  it('goes on after a reload of the window', async () => {
    const manifest = await interrupted(async (path) => {
      await saveWindowState(page, new RegExp(basename(dirname(path))));
      await page.reload();
      await page.locator('.monaco-workbench .part.statusbar').waitFor();
    });
    await eachRowOnce(manifest);
    proven({
      area: 'Faults',
      claim:
        'A run whose extension host is killed, or whose window is reloaded, is taken up by itself and ends with each row once; the open results come back. A spec that changed meanwhile changes nothing of it.',
      test: 'test/integration/ui/restart.test.ts',
      figure: `${interruptions} interruptions of a run of ${ROWS} rows; ${AT_ONCE} requests under way asked again, no other`,
    });
  });

  it('regression: says in an open editor that its run is gone or broken, and shows it again', async () => {
    const [manifest = ''] = (await manifests()).sort().slice(-1);
    const text = await readFile(manifest, 'utf8');
    const folder = dirname(manifest);
    const faults: readonly (readonly [
      said: RegExp,
      make: () => Promise<void>,
      undo: () => Promise<void>,
    ])[] = [
      [
        /can.t be read as a run: the file is no valid JSON; restore the file/,
        () => writeFile(manifest, text.slice(0, 99)),
        () => writeFile(manifest, text),
      ],
      [/^\S.{20,}\.$/m, () => rm(manifest), () => writeFile(manifest, text)],
      [
        /^\S.{20,}\.$/m,
        () => rename(folder, `${folder}-away`),
        () => rename(`${folder}-away`, folder),
      ],
    ];
    for (const [said, make, undo] of faults) {
      await make();
      await view.getByRole('button', { name: 'Open as text' }).waitFor({ timeout: AGAIN_MS });
      const words = await view.locator('main').innerText();
      assert.match(words, said);
      await undo();
      await showsAllRows();
    }
  });
});
