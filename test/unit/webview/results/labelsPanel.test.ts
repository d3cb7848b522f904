import assert from 'node:assert/strict';
import type { HumanLabel } from '../../../../src/core/labels/labelRecord.js';
import { rowKey } from '../../../../src/core/labels/labelRow.js';
import { resultsProtocol } from '../../../../src/shared/protocol.js';
import { becomes } from '../../../webview/harness/elementState.js';
import { openBench } from '../../../webview/harness/openView.js';
import type { OpenView, ViewBench } from '../../../webview/harness/openView.js';
import { resultsHost } from '../../../webview/harness/resultsHost.js';
import { sampleRun } from '../../../webview/harness/sampleRun.js';

describe('labels in the results editor', function () {
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

  const run = sampleRun({ type: 'classify', rows: 100 });
  /** Ann says what the judge says, but for rows 3 and 8. */
  const labels = run.rows.slice(0, 20).flatMap(({ result }, at): HumanLabel[] => {
    const { label } = result;
    if (typeof label !== 'string') return [];
    const isTurned = at === 2 || at === 7;
    return [
      {
        row: at + 1,
        key: rowKey(result, run.manifest.spec),
        rater: 'Ann',
        label: isTurned ? (label === 'correct' ? 'wrong' : 'correct') : label,
        ...(at === 2 && { note: 'It names no deadline.' }),
        at: '2026-11-20T10:00:00.000Z',
        blind: true,
        sample: { plan: 'random', seed: 1, weight: 1 },
      },
    ];
  });

  async function show(records: readonly HumanLabel[], state?: object) {
    const host = resultsHost(run);
    host.labels.records.push(...records);
    const view = await bench.open({
      view: 'results',
      protocol: resultsProtocol,
      handlers: host.handlers,
      ...(state && { state }),
    });
    open.push(view);
    return { host, ...view };
  }

  it('says that nobody checked the judge, and offers to', async () => {
    const { page, host, complaints } = await show([], { page: 'judge' });
    const people = page.getByRole('region', { name: 'People' });
    await people.getByText('has not been checked against people yet').waitFor();
    await people.getByRole('button', { name: 'Label rows' }).click();
    await becomes(() => host.labels.acts, ['label']);
    assert.deepEqual(complaints, []);
  });

  it('holds the judge against people, and leads to the rows that differ', async () => {
    const { page, host } = await show(labels, { page: 'judge' });
    const people = page.getByRole('region', { name: 'People' });
    await people.getByText(/^Pass rate .* by the judge alone; corrected by \d+ labels/).waitFor();
    await people.getByRole('button', { name: 'Export them as examples…' }).click();
    await becomes(() => host.labels.acts, ['export']);
    await people.getByRole('button', { name: 'Show the 2 rows that differ' }).click();
    await page.getByText('2 of 100 rows').waitFor();
  });

  it('stand in a row’s details with their notes', async () => {
    const { page } = await show(labels, { selected: 3 });
    const people = page.getByRole('region', { name: 'Labels by people' });
    await people.getByText(/Ann: \w+ · differs from the judge/).waitFor();
    await people.getByText('It names no deadline.').waitFor();
    await page.getByRole('grid', { name: 'Judged rows' }).focus();
    await page.keyboard.press('j');
    await people.getByText(/Ann: \w+ · as the judge/).waitFor();
  });

  it('shows the rows that differ when somebody asks for them from elsewhere', async () => {
    const { page, host, emit } = await show(labels);
    await page.getByRole('row', { name: /^1 correct/ }).waitFor();
    host.labels.wantDifferences();
    emit('differencesWanted', {});
    await page.getByText('2 of 100 rows').waitFor();
  });
});
