import assert from 'node:assert/strict';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { proven } from '../../security/proofs.js';
import { writeComparedRuns } from '../comparedRuns.js';
import { launchWindow, type TestWindow } from '../host/launchWindow.js';
import { pictureFailures } from '../host/pictureFailures.js';
import { notifications, openFile, runCommand, webviewFrame } from '../host/workbench.js';
import { createWorkspace } from '../workspace.js';

/** What may stand in the name of a file, too: all but `/`. */
const NAMES = [
  '<img src=x onerror=__xss(1)>',
  '![x](http:xss.test)',
  '[x](command:workbench.action.terminal.new)',
  '$(alert) $(sync~spin) $(verified)',
  '<script>__xss(1)<script>',
  '{{constructor.constructor("__xss(1)")()}}',
];
const HOSTILE = [
  ...NAMES,
  '![x](http://xss.test/picture.png) <http://xss.test/link>',
  '<svg onload=__xss(1)><style>@import "http://xss.test/a.css"</style>',
  '</script><script>__xss(1)</script>',
  '<iframe src="javascript:parent.__xss(1)"></iframe>',
];
const ALL = HOSTILE.join(' ');

/** Runs in every frame of the window before all else. */
const WIRES = `
  window.tripped = [];
  for (const name of ['__xss', 'alert', 'confirm', 'prompt'])
    window[name] = (...all) => void window.tripped.push(name + ' ' + all.join(' '));
`;

describe('a person in a hostile workspace', () => {
  let workspace: string;
  let window: TestWindow;
  let page: Page;
  const asked: string[] = [];

  before(async function () {
    this.timeout(120_000);
    workspace = await createWorkspace();
    await makeHostile(workspace);
    window = await launchWindow({ workspace });
    page = window.page;
    page.on('request', (request) => {
      if (request.url().includes('xss.test')) asked.push(request.url());
    });
    await page.addInitScript(WIRES);
    await page.reload();
    await page.locator('.monaco-workbench .part.statusbar').waitFor();
  });

  after(async () => {
    await window.close();
    await rm(workspace, { recursive: true, force: true, maxRetries: 5 });
  });

  pictureFailures(() => page);

  it('sees trees, hovers, lists, messages and views with nothing of it done', async function () {
    this.timeout(180_000);
    await runCommand(page, 'View: Show Gavel');
    const run = page.getByRole('treeitem', { name: /__xss/ }).first();
    await run.waitFor();
    await inert('the tree', page.locator('.pane-body'));

    await run.hover();
    const hover = page.locator('.monaco-hover:visible').filter({ hasText: 'a-judge' });
    await hover.waitFor();
    await inert('the hover', hover);
    assert.equal(await hover.locator('a[href], a[data-href]').count(), 0);

    await run.click();
    const view = webviewFrame(page);
    await view.getByRole('grid').getByRole('row').nth(2).waitFor();
    await view.getByRole('grid').getByRole('row').nth(2).getByRole('rowheader').click();
    await view.getByRole('heading', { name: /^Row / }).waitFor();
    assert.equal(await view.locator('img, iframe, a, marquee, svg script').count(), 0);

    await runCommand(page, 'Gavel: Open Dataset');
    const list = page.locator('.quick-input-list');
    await list.locator('.monaco-list-row').filter({ hasText: '__xss' }).first().waitFor();
    await inert('the list', list);
    await list.locator('.monaco-list-row').filter({ hasText: 'command' }).first().click();
    await page.getByRole('tab', { name: /command:workbench/ }).waitFor();
    await webviewFrame(page).getByRole('grid').getByRole('row').nth(1).waitFor();

    await openFile(page, 'hostile.eval.yaml');
    await runCommand(page, 'Gavel: Run Evaluation');
    const messages = await notifications(page);
    assert.ok(
      messages.some((text) => text.replaceAll('\u2060', '').includes('[x](command:')),
      messages.join('\n'),
    );
    const center = page.locator('.notifications-center');
    await inert('the messages', center);
    assert.equal(await center.locator('.notification-list-item-message a').count(), 0);

    for (const frame of page.frames()) {
      const trips = await frame.evaluate<string[]>('window.tripped ?? []').catch(() => []);
      assert.deepEqual(trips, [], frame.url());
    }
    assert.deepEqual(asked, []);
    assert.equal(await page.locator('.terminal-wrapper, .integrated-terminal').count(), 0);
    proven({
      area: 'Views',
      claim:
        'In VS Code no name of a file, run, label, model or column becomes an element, a picture, a link or an icon in its trees, hovers, lists, messages and views',
      test: 'test/integration/ui/hostile.test.ts',
      figure: `${HOSTILE.length} payloads in 6 places of the window`,
    });
  });

  /** Nothing in a part of the window is made by one of the texts. */
  async function inert(what: string, part: Locator): Promise<void> {
    const found = part.locator(
      'img[src*=xss], img[src=x], iframe, script, marquee, .codicon-verified, .codicon-alert',
    );
    assert.deepEqual(
      await found.evaluateAll((all: { readonly outerHTML: string }[]) =>
        all.map(({ outerHTML }) => outerHTML),
      ),
      [],
      what,
    );
  }
});

/** Names of files, columns, labels, models, runs and reasons are payloads. */
async function makeHostile(workspace: string): Promise<void> {
  const rows = `${JSON.stringify(Object.fromEntries(HOSTILE.map((one) => [one, one])))}\n`;
  for (const name of NAMES) await writeFile(join(workspace, `${name}.jsonl`), rows);
  const text = (value: string) => JSON.stringify(value);
  await writeFile(
    join(workspace, 'hostile.eval.yaml'),
    [
      `name: ${text(ALL)}`,
      'type: classify',
      `dataset: ${text('[x](command:workbench.action.terminal.new) is not there.jsonl')}`,
      `labels: [${text(HOSTILE[0] ?? '')}, ${text(HOSTILE[1] ?? '')}]`,
      `pass_labels: [${text(HOSTILE[0] ?? '')}]`,
      'model_to_evaluate: answer',
      'backend: demo',
      'judge:',
      `  model: ${text(ALL)}`,
      '  model_source: serverless',
      '  system_template: "Is it good? {{ question }}"',
      '',
    ].join('\n'),
  );
  for (const manifest of await writeComparedRuns(workspace)) {
    const made = (await readFile(manifest, 'utf8'))
      .replace(/"name": "Cases v\d"/g, `"name": ${text(`${ALL} run`)}`)
      .replaceAll('"model": "a-judge"', `"model": ${text(`a-judge ${ALL}`)}`)
      .replaceAll('"good"', text(HOSTILE[0] ?? ''));
    await writeFile(manifest, made);
    for (const file of ['results.jsonl', 'details.jsonl']) {
      const path = join(dirname(manifest), file);
      const lines = await readFile(path, 'utf8').catch(() => '');
      await writeFile(path, lines.replaceAll('"good"', text(HOSTILE[0] ?? '')));
    }
  }
}
