import assert from 'node:assert/strict';
import type { EvaluationType } from '../../../../src/core/spec/evalSpec.js';
import { previewProtocol } from '../../../../src/shared/previewProtocol.js';
import { checkAccessibility } from '../../../webview/harness/checkAccessibility.js';
import { scrollTo, scrollTopOf } from '../../../webview/harness/elementState.js';
import { THEMES, openBench } from '../../../webview/harness/openView.js';
import type { OpenView, Theme, ViewBench } from '../../../webview/harness/openView.js';
import { previewHost } from '../../../webview/harness/previewHost.js';

describe('template preview', function () {
  this.timeout(30_000);
  let bench: ViewBench;
  const open: OpenView<typeof previewProtocol>[] = [];
  before(async () => {
    bench = await openBench();
  });
  afterEach(async () => {
    for (const view of open.splice(0)) await view.close();
  });
  after(() => bench.close());

  async function show({
    type = 'compare',
    theme = 'dark',
    problem = null,
  }: {
    type?: EvaluationType;
    theme?: Theme;
    problem?: ReturnType<typeof previewHost>['problem'];
  } = {}) {
    const host = previewHost(type);
    host.problem = problem;
    const view = await bench.open({
      view: 'preview',
      protocol: previewProtocol,
      handlers: host.handlers,
      theme,
      size: { width: 700, height: 700 },
    });
    open.push(view);
    return { host, ...view };
  }

  it('shows each request of a row under its role', async () => {
    const { page, complaints } = await show({ type: 'score' });
    const tabs = page.getByRole('tab');
    await tabs.first().waitFor();
    assert.deepEqual(await tabs.allInnerTexts(), ['Response', 'Judge']);
    assert.deepEqual(await page.locator('.message-role').allInnerTexts(), ['system', 'user']);
    await page.keyboard.press('2');
    await page.getByText(/\[the response of .* will stand here\]/).waitFor();
    assert.deepEqual(complaints, []);
  });

  it('steps through rows and goes to one by its number', async () => {
    const { page } = await show();
    const row = page.getByRole('textbox', { name: 'Row number' });
    await row.waitFor();
    await page.getByRole('button', { name: 'Next row' }).click();
    await page.waitForFunction('document.querySelector(".stepper-field").value === "2"');
    await row.fill('99');
    await row.press('Enter');
    await page.waitForFunction('document.querySelector(".stepper-field").value === "42"');
    assert.equal(await page.getByRole('button', { name: 'Next row' }).isDisabled(), true);
  });

  it('keeps the last good messages, dimmed, under an error, in the place they were', async () => {
    const { page, host, emit } = await show();
    const body = page.getByRole('tabpanel');
    await scrollTo(body, 60);
    host.problem = 'template';
    emit('changed', {});
    await page.getByRole('alert').getByText('expected token').waitFor();
    await page.getByRole('button', { name: 'answers.eval.yaml:9' }).waitFor();
    assert.equal(await page.locator('.stale .message').count(), 2);
    assert.equal(await scrollTopOf(body), 60);
    host.problem = null;
    emit('changed', {});
    await page.getByRole('alert').waitFor({ state: 'detached' });
    assert.equal(await scrollTopOf(body), 60);
  });

  it('renders nothing in Restricted Mode and says how to', async () => {
    const { page } = await show({ problem: 'trust' });
    await page.getByRole('button', { name: 'Manage workspace trust' }).waitFor();
    assert.equal(await page.locator('.message').count(), 0);
  });

  it('copies the messages as JSON', async () => {
    const { page, host } = await show({ type: 'classify' });
    await page.getByRole('button', { name: 'Copy JSON' }).click();
    await page.waitForFunction('true');
    const messages = JSON.parse(host.copied[0] ?? '[]') as { role: string }[];
    assert.deepEqual(
      messages.map(({ role }) => role),
      ['system', 'user'],
    );
  });

  for (const theme of THEMES) {
    it(`has no fault that axe finds, in ${theme}`, async () => {
      const { page, host, emit, complaints } = await show({ theme });
      await page.getByRole('tab').first().waitFor();
      assert.deepEqual(await checkAccessibility(page), []);
      host.problem = 'template';
      emit('changed', {});
      await page.getByRole('alert').waitFor();
      assert.deepEqual(await checkAccessibility(page), []);
      assert.deepEqual(complaints, []);
    });
  }
});
