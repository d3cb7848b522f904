import assert from 'node:assert/strict';
import type { EvaluationType } from '../../../../src/core/spec/evalSpec.js';
import { previewProtocol } from '../../../../src/shared/previewProtocol.js';
import { marksOf } from '../../../../src/ui/preview/frameView.js';
import {
  becomes,
  frameLater,
  hasFocus,
  scrollTo,
  scrollTopOf,
} from '../../../webview/harness/elementState.js';
import { openBench } from '../../../webview/harness/openView.js';
import type { OpenView, ViewBench } from '../../../webview/harness/openView.js';
import { previewHost } from '../../../webview/harness/previewHost.js';
import type { PreviewHost } from '../../../webview/harness/previewHost.js';

interface Setting {
  readonly type?: EvaluationType;
  readonly width?: number;
  readonly rows?: number;
  readonly pin?: number;
  readonly isHeld?: boolean;
  readonly state?: unknown;
  readonly prepare?: (host: PreviewHost) => void;
}

describe('template preview', function () {
  this.timeout(60_000);
  let bench: ViewBench;
  const open: OpenView<typeof previewProtocol>[] = [];
  before(async () => {
    bench = await openBench();
  });
  afterEach(async () => {
    for (const view of open.splice(0)) await view.close();
  });
  after(() => bench.close());

  async function show(setting: Setting = {}) {
    const { type = 'compare', width = 1000, state, prepare } = setting;
    const host = previewHost(type, setting);
    prepare?.(host);
    const view = await bench.open({
      view: 'preview',
      protocol: previewProtocol,
      handlers: host.handlers,
      size: { width, height: 700 },
      state,
    });
    host.onScan = (scan) => view.emit('scanned', scan);
    open.push(view);
    const { page } = view;
    const field = page.getByRole('textbox', { name: 'Row number' });
    /** Said to people who listen, once the row is shown. */
    const atRow = (row: number) =>
      page
        .getByRole('status')
        .filter({ hasText: new RegExp(`Row ${row.toLocaleString('en-US')}\\b`) })
        .waitFor({ state: 'attached' });
    await field.waitFor();
    return { host, field, atRow, ...view };
  }

  it('shows each request of a row under its role, with its tokens and their sum', async () => {
    const { page, complaints } = await show({ type: 'score' });
    const tabs = page.getByRole('tab');
    await tabs.first().waitFor();
    await becomes(() => tabs.allInnerTexts(), ['Response', 'Judge']);
    await becomes(() => page.locator('.message-role').allInnerTexts(), ['system', 'user']);
    const tokens = (await page.locator('.message-tokens').allInnerTexts()).map((text) =>
      parseInt(text),
    );
    const facts = await page.locator('.request-facts').innerText();
    assert.match(facts, new RegExp(`\\b${(tokens[0] ?? 0) + (tokens[1] ?? 0)} tokens`));
    await page.keyboard.press('2');
    await page.getByText(/\[the response of .* will stand here\]/).waitFor();
    assert.deepEqual(complaints, []);
  });

  it('shows both orders side by side, below each other where it is narrow', async () => {
    for (const [width, isBeside] of [
      [1000, true],
      [400, false],
    ] as const) {
      const { page } = await show({ width });
      await page.getByRole('tab').first().waitFor();
      await page.keyboard.press('3');
      const titles = page.locator('.request-title h2');
      await titles.nth(1).waitFor();
      await becomes(() => titles.allInnerTexts(), ['Judge, A first', 'Judge, B first']);
      const [first, second] = [
        await titles.nth(0).boundingBox(),
        await titles.nth(1).boundingBox(),
      ];
      assert.equal(first?.y === second?.y, isBeside);
    }
  });

  it('steps through rows and goes to one by its number', async () => {
    const { page, field, atRow } = await show();
    await page.getByRole('button', { name: 'Next row' }).click();
    await atRow(2);
    await field.fill('99');
    await field.press('Enter');
    await atRow(42);
    await becomes(() => page.getByRole('button', { name: 'Next row' }).isDisabled(), true);
    await page.getByRole('status').filter({ hasText: 'Row 42 of 42.' }).waitFor();
  });

  it('does all by keyboard', async () => {
    const { page, field, atRow } = await show({
      prepare: (host) => {
        host.values = (row) => ({
          question: `Question ${row}${row === 8 ? ', the longest of them all' : ''}`,
          policy: 'p',
          answer: row === 5 ? null : 'yes',
          answer_v2: row === 20 ? '' : 'no',
        });
      },
    });
    await page.getByRole('tab').first().waitFor();
    await page.locator('.rail-foot').filter({ hasText: '1 fails · 1 empty' }).waitFor();
    for (const [key, row] of [
      ['j', 2],
      ['ArrowRight', 3],
      ['k', 2],
      ['End', 42],
      ['Home', 1],
      ['f', 5],
      ['l', 8],
      ['s', 20],
    ] as const) {
      await page.keyboard.press(key);
      await atRow(row);
    }
    await page.keyboard.press('g');
    await becomes(() => hasFocus(field), true);
    await page.keyboard.type('7');
    await page.keyboard.press('Enter');
    await atRow(7);
    await page.getByRole('tab').first().focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('r');
    await page.locator('.rail').waitFor({ state: 'detached' });
    await page.keyboard.press('/');
    const search = page.getByRole('searchbox', { name: 'Search in rows' });
    await becomes(() => hasFocus(search), true);
    await page.keyboard.type('question 3');
    await page.keyboard.press('Enter');
    await atRow(30);
  });

  it('keeps the last good messages, dimmed, under an error, in the place they were', async () => {
    const { page, host, emit } = await show();
    const body = page.getByRole('tabpanel');
    await page.getByText('BEGIN RESPONSE B').first().waitFor();
    await scrollTo(body, 60);
    host.problem = 'template';
    emit('changed', {});
    await page.getByRole('alert').getByText('expected token').waitFor();
    await page.getByRole('button', { name: 'answers.eval.json:9' }).waitFor();
    await becomes(() => page.locator('.stale .message').count(), 2);
    assert.equal(await scrollTopOf(body), 60);
    host.problem = null;
    emit('changed', {});
    await page.locator('.stale').waitFor({ state: 'detached' });
    assert.equal(await scrollTopOf(body), 60);
  });

  it('keeps scroll, selection and every line in its place while the template changes', async () => {
    const { page, host, emit } = await show();
    const body = page.getByRole('tabpanel');
    await page.getByText('BEGIN RESPONSE B').first().waitFor();
    await scrollTo(body, 40);
    const select = `getSelection().selectAllChildren(document.querySelectorAll('.text')[1])`;
    await page.evaluate(select);
    const selected = await page.evaluate<string>('getSelection().toString()');
    const top = `document.querySelector('.message').getBoundingClientRect().top`;
    const before = await page.evaluate<number>(top);
    for (const rubric of ['Judge it: {{ questio }}', 'Judge it: {{ question']) {
      host.rubric = rubric;
      emit('changed', {});
      await page
        .locator('.status-line')
        .filter({ hasText: /questio|unclosed|expected/ })
        .waitFor();
      assert.equal(await page.evaluate<number>(top), before);
    }
    assert.equal(await scrollTopOf(body), 40);
    const now = await page.evaluate<string>('getSelection().toString()');
    assert.equal(now.length, selected.length);
  });

  it('names the column behind a part, lights its other parts, and goes to the template', async () => {
    const { page, host } = await show();
    const part = page.locator('.text .piece[data-columns="question"]').first();
    await part.hover();
    await page.getByRole('tooltip').getByText('column question').waitFor();
    await becomes(() => page.locator('.text .lit').count(), 1);
    await part.click();
    await becomes(() => host.wentTo, ['judge.system_template 84-92']);
  });

  it('walks from part to part and goes to the template by keyboard', async () => {
    const { page, host } = await show();
    const parts = page.locator('.text [role=link]');
    await parts.first().focus();
    await page.keyboard.press('ArrowDown');
    await becomes(() => hasFocus(parts.nth(1)), true);
    await page.keyboard.press('Enter');
    await becomes(() => host.wentTo, ['judge.system_template 84-92']);
    assert.match((await parts.nth(1).getAttribute('aria-description')) ?? '', /^column question/);
  });

  it('marks what the cursor in a template made', async () => {
    const { page, host, emit } = await show();
    await page.getByText('BEGIN RESPONSE B').first().waitFor();
    const shown = host.shown;
    assert.ok(shown);
    const cursor = { field: 'judge.system_template', start: 86, end: 86 };
    emit('marked', { marks: marksOf(shown, [cursor]), reveal: true });
    const marked = page.locator('.marked');
    await marked.waitFor();
    await becomes(() => marked.getAttribute('data-columns'), 'question');
    emit('marked', { marks: [], reveal: false });
    await marked.waitFor({ state: 'detached' });
  });

  it('warns of a prompt that is longer than its model takes', async () => {
    const { page } = await show({ prepare: (host) => (host.contextLength = 8192) });
    await page.getByText(/32,768 for the reply are more than the 8,192 tokens/).waitFor();
  });

  it('tells what a template prints that the row has not, with its place', async () => {
    const { page, host } = await show({ prepare: (host) => (host.rubric = 'Q: {{ questoin }}') });
    await page.getByText('Did you mean `question`?').waitFor();
    await page.getByRole('button', { name: /^answers\.eval\.json:\d+$/ }).click();
    await becomes(() => host.wentTo, ['warning 0']);
  });

  it('cuts a very long message, and shows all of it when asked', async () => {
    const { page } = await show({
      prepare: (host) => {
        host.rubric = '{{ question }}';
        host.values = () => ({ question: 'word '.repeat(40_000), answer: 'a', answer_v2: 'b' });
      },
    });
    await page.getByText('of 200 KB are shown.').waitFor();
    const text = page.locator('.message .text').first();
    assert.equal((await text.innerText()).length < 30_000, true);
    await page.getByRole('button', { name: 'Show all' }).click();
    await page.getByRole('button', { name: 'Show all' }).waitFor({ state: 'detached' });
    assert.equal((await text.textContent())?.length, 200_000);
  });

  it('lists 100,000 rows, drawing only those on the screen, before it has looked at them', async () => {
    const { page, atRow } = await show({ rows: 100_000, isHeld: true });
    await page.locator('.message').first().waitFor();
    await page.getByRole('option', { name: /^1 / }).waitFor();
    await page.keyboard.press('End');
    await atRow(100_000);
    await page.getByRole('option', { name: /^100,000/ }).waitFor();
    assert.ok((await page.getByRole('option').count()) < 80);
  });

  it('lists the rows with a flag alone', async () => {
    const { page } = await show({
      prepare: (host) => {
        host.values = (row) => ({
          question: `Q ${row}`,
          answer: row % 9 ? 'a' : null,
          answer_v2: 'b',
        });
      },
    });
    await page.locator('.rail-foot').filter({ hasText: '4 fail' }).waitFor();
    await page.getByRole('combobox', { name: 'Show rows' }).selectOption('fails');
    const rows = page.locator('.rail-number');
    await rows.filter({ hasText: '36' }).waitFor();
    await becomes(() => rows.allInnerTexts(), ['9', '18', '27', '36']);
    await page.getByRole('listbox').focus();
    await page.keyboard.press('ArrowDown');
    await page.getByRole('alert').getByText('Row 9 has no response').waitFor();
  });

  it('pins a row and comes back to it', async () => {
    const { page, atRow } = await show();
    await atRow(1);
    await page.keyboard.press('j');
    await atRow(2);
    await page.keyboard.press('p');
    await page.getByRole('button', { name: 'Pin this row', pressed: true }).waitFor();
    await page.keyboard.press('j');
    await atRow(3);
    await page.getByRole('button', { name: 'Row 2', exact: true }).click();
    await atRow(2);
  });

  it('begins at the pinned row, and after a reload where it was', async () => {
    const pinned = await show({ pin: 4 });
    await pinned.atRow(4);
    await pinned.page.getByRole('tab').first().waitFor();
    await pinned.page.keyboard.press('j');
    await pinned.atRow(5);
    await pinned.page.keyboard.press('2');
    await pinned.page.getByRole('tab', { name: 'Judge, B first', selected: true }).waitFor();
    await pinned.page.reload();
    await pinned.atRow(5);
    await pinned.page.getByRole('tab', { name: 'Judge, B first', selected: true }).waitFor();
  });

  it('remembers whose preview it is before there is a frame', async () => {
    const { page } = await show({
      prepare: (host) => {
        Object.assign(host.handlers, { show: () => new Promise(() => undefined) });
      },
    });
    await page.getByRole('heading', { name: 'answers.eval.json' }).waitFor();
    const state = await page.evaluate<string>(`sessionStorage.getItem('state')`);
    assert.match(state, /"uri":"file:\/\/\/w\/answers\.eval\.json"/);
  });

  it('asks again once for all changes that come while an answer is on its way', async () => {
    let [asked, answered] = [0, 0];
    let answer = (): void => undefined;
    const { page, emit } = await show({
      prepare: (host) => {
        const { show: real } = host.handlers;
        Object.assign(host.handlers, {
          show: async (request: { row: number }, signal: AbortSignal) => {
            asked += 1;
            if (asked === 2) await new Promise<void>((go) => (answer = go));
            const frame = await real(request, signal);
            answered += 1;
            return frame;
          },
        });
      },
    });
    await page.locator('.message').first().waitFor();
    for (let change = 0; change < 5; change += 1) emit('changed', {});
    await becomes(() => asked, 2);
    // The other changes come before the answer.
    await frameLater(page);
    answer();
    await becomes(() => answered, 3);
    await frameLater(page);
    assert.equal(asked, 3);
  });

  it('renders nothing in Restricted Mode and says how to', async () => {
    const { page } = await show({ prepare: (host) => (host.problem = 'trust') });
    await page.getByRole('button', { name: 'Manage workspace trust' }).waitFor();
    assert.equal(await page.locator('.message').count(), 0);
  });

  const notices: [name: string, rows: number, text: string][] = [
    ['no rows', 0, 'The dataset answers.jsonl has no rows.'],
    ['one row', 1, 'of 1'],
  ];
  for (const [name, rows, text] of notices) {
    it(`shows ${name}`, async () => {
      const { page, complaints } = await show({ rows });
      await page.getByText(text).first().waitFor();
      assert.deepEqual(complaints, []);
    });
  }

  it('copies the messages as JSON, and says so', async () => {
    const { page, host } = await show({ type: 'classify' });
    await page.getByRole('button', { name: 'Copy the messages as JSON' }).click();
    await page.getByText('The messages are copied as JSON.').first().waitFor();
    const messages = JSON.parse(host.copied[0] ?? '[]') as { role: string }[];
    assert.deepEqual(
      messages.map(({ role }) => role),
      ['system', 'user'],
    );
  });

  it('fits a panel of 300 pixels', async () => {
    const { page } = await show({ width: 300, state: { rail: true } });
    await page.locator('.rail-row').first().waitFor();
    const wide = `document.documentElement.scrollWidth`;
    await becomes(() => page.evaluate<number>(wide), 300);
    await page.getByRole('button', { name: 'List of rows' }).click();
    await page.locator('.rail').waitFor({ state: 'detached' });
  });
});
