import assert from 'node:assert/strict';
import type { RunManifest } from '../../../../../src/core/runs/manifest.js';
import { resultsProtocol } from '../../../../../src/shared/protocol.js';
import type { SetupCheck } from '../../../../../src/shared/results/setupProtocol.js';
import { becomes } from '../../../../webview/harness/elementState.js';
import { openBench } from '../../../../webview/harness/openView.js';
import type { OpenView, ViewBench } from '../../../../webview/harness/openView.js';
import { resultsHost } from '../../../../webview/harness/resultsHost.js';
import { sampleRun } from '../../../../webview/harness/sampleRun.js';

const HASH = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';
const MANIFEST: Partial<RunManifest> = {
  dataset: { path: '../../answers.jsonl', format: 'jsonl', rows: 500, sha256: HASH },
  templates: { 'judge.system_template': { sha256: HASH, file: 'judge.jinja' } },
  usage: {
    ...{ prompt_tokens: 206_000, completion_tokens: 19_000, cost_usd: 0.31 },
    by_role: { judge: { requests: 500, prompt_tokens: 206_000, completion_tokens: 19_000 } },
  },
};

describe('setup page', function () {
  this.timeout(60_000);
  let bench: ViewBench;
  const open: OpenView<typeof resultsProtocol>[] = [];
  before(async () => {
    bench = await openBench();
  });
  afterEach(async () => {
    for (const view of open.splice(0)) await view.close();
  });
  after(() => bench.close());

  async function show(
    options: {
      readonly checks?: readonly SetupCheck[];
      readonly manifest?: Partial<RunManifest>;
    } = {},
  ) {
    const { checks, manifest = MANIFEST } = options;
    const run = sampleRun({ type: 'classify', rows: 12, manifest });
    const copied: string[] = [];
    const host = resultsHost({ ...run, ...(checks && { checks }) });
    const view = await bench.open({
      ...{ view: 'results', protocol: resultsProtocol },
      handlers: {
        ...host.handlers,
        copy: ({ text }) => {
          copied.push(text);
          return {};
        },
      },
    });
    open.push(view);
    await view.page.getByRole('tab', { name: 'Setup' }).click();
    await view.page.locator('.setup').waitFor();
    return { host, copied, ...view };
  }

  const section = ({ page }: Pick<OpenView<typeof resultsProtocol>, 'page'>, name: string) =>
    page.locator('.setup-section').filter({ has: page.getByRole('heading', { name }) });

  it('says which files are no more what the run was made from', async () => {
    const view = await show({
      checks: [
        { of: 'dataset', state: 'changed' },
        { of: 'judge.system_template', state: 'same' },
      ],
    });
    await section(view, 'Dataset').getByText('changed since the run').waitFor();
    await section(view, 'judge.system_template').getByText('unchanged since the run').waitFor();
    await section(view, 'judge.system_template').getByText('judge.jinja').waitFor();
    assert.equal(await view.page.getByText('checking…').count(), 0);
  });

  it('opens the spec, the dataset, the folder and the manifest', async () => {
    const { page, host } = await show();
    await page.getByRole('button', { name: 'Open spec' }).last().click();
    await page.getByRole('button', { name: 'Open Dataset' }).click();
    await page.getByRole('button', { name: 'Open run folder' }).click();
    await page.getByRole('button', { name: 'Open manifest as text' }).click();
    await becomes(() => host.actions, ['open spec', 'open dataset', 'open folder', 'openText']);
  });

  it('copies a hash and a template', async () => {
    const view = await show();
    await section(view, 'Dataset').getByRole('button', { name: 'Copy SHA-256' }).click();
    const template = section(view, 'judge.system_template');
    await template.getByRole('button', { name: 'Copy judge.system_template, its text' }).click();
    await becomes(() => view.copied.length, 2);
    assert.equal(view.copied[0], HASH);
    assert.match(view.copied[1] ?? '', /^Judge whether the answer agrees/);
    await template.locator('.jinja-output').first().waitFor();
  });

  it('shows what was asked and what it cost', async () => {
    const view = await show();
    const row = section(view, 'Usage').getByRole('row', { name: /^All/ });
    await becomes(() => row.innerText(), 'All\t500\t206,000\t19,000\t$0.31');
  });

  it('says that a file is gone, and why a setup cannot be read', async () => {
    const host = resultsHost(sampleRun({ type: 'classify', rows: 1 }));
    let reads = 0;
    const view = await bench.open({
      ...{ view: 'results', protocol: resultsProtocol, state: { page: 'setup' } },
      handlers: {
        ...host.handlers,
        setup: (request, signal) => {
          reads += 1;
          if (reads === 1) throw new Error('The manifest is no JSON; restore it.');
          return host.handlers.setup(request, signal);
        },
        openSetup: () => {
          throw new Error('The file is not there any more: /a/judge.eval.yaml.');
        },
      },
    });
    open.push(view);
    await view.page.getByText('The manifest is no JSON; restore it.').waitFor();
    await view.page.getByRole('button', { name: 'Retry' }).click();
    await view.page.locator('.setup').getByRole('button', { name: 'Open spec' }).click();
    await view.page.getByRole('alert').getByText('The file is not there any more').waitFor();
  });

  it('lets a long template scroll in its place, and nothing run out of the window', async () => {
    const { spec } = sampleRun({ type: 'classify', rows: 0 }).manifest;
    const text = `${'a very long line of a rubric '.repeat(60)}\n`.repeat(50);
    const long = { ...spec, judge: { ...spec.judge, system_template: text } };
    const { page } = await show({ manifest: { ...MANIFEST, spec: long } });
    const box = await page.locator('.setup-template').boundingBox();
    assert.ok(box && box.height <= 330 && box.x + box.width <= 1200, JSON.stringify(box));
  });
});
