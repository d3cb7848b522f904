import type { Page } from 'playwright-core';
import { compareProtocol } from '../../../../src/shared/compareProtocol.js';
import { datasetProtocol } from '../../../../src/shared/datasetProtocol.js';
import { labelsProtocol } from '../../../../src/shared/labelsProtocol.js';
import { preflightProtocol } from '../../../../src/shared/preflightProtocol.js';
import { previewProtocol } from '../../../../src/shared/previewProtocol.js';
import { resultsProtocol } from '../../../../src/shared/protocol.js';
import type { StoredRow } from '../../../../src/core/runs/resultRow.js';
import type { EvaluationType } from '../../../../src/core/spec/evalSpec.js';
import type { Event, Handlers, Protocol } from '../../../../src/shared/rpc.js';
import type { ViewName } from '../../../../src/ui/webview/viewPage.js';
import { comparedPair } from '../comparedPair.js';
import { compareHost } from '../compareHost.js';
import { datasetHost } from '../datasetHost.js';
import { becomes, eventually, frameLater } from '../elementState.js';
import { labelsHost } from '../labelsHost.js';
import { previewHost } from '../previewHost.js';
import { resultsHost } from '../resultsHost.js';
import { sampleRun } from '../sampleRun.js';
import { deltasToR3, seriesOfRuns } from '../seriesOfRuns.js';

type Emit<P extends Protocol> = <E extends keyof P['events'] & string>(
  event: E,
  value: Event<P, E>,
) => void;

/** A view with a host as it is, and a person who looks at all of it. */
export interface WatchedView<P extends Protocol> {
  readonly view: ViewName;
  readonly protocol: P;
  readonly handlers: Handlers<P>;
  /** What the host tells unasked, once the page is there. */
  tell?(emit: Emit<P>): void | Promise<void>;
  look(page: Page): Promise<void>;
  /** What the view remembered. */
  readonly state?: unknown;
  /** What `look` does on purpose. */
  readonly deeds?: readonly string[];
}

/** The card before a launch. */
export function preflightCard(): WatchedView<typeof preflightProtocol> {
  const many = <T>(make: (at: number) => T) => Array.from({ length: 30 }, (_, at) => make(at));
  return {
    view: 'preflight',
    protocol: preflightProtocol,
    handlers: {
      open: () => ({
        name: 'name',
        backend: 'local',
        isRejected: true,
        headline: 'headline',
        facts: many((at) => ({ label: `label ${at}`, text: `fact ${at}` })),
        roles: many((at) => ({
          role: `role ${at}`,
          model: `model ${at}`,
          requests: `requests ${at}`,
          tokensIn: `in ${at}`,
          tokensOut: `out ${at}`,
          outAtMost: `most ${at}`,
          price: `price ${at}`,
          cost: `cost ${at}`,
        })),
        notes: many((at) => `note ${at}`),
        problems: many((at) => ({ severity: 'error' as const, message: `problem ${at}` })),
        destinations: many((at) => ({
          who: `who ${at}`,
          to: `to ${at}`,
          what: `what ${at}`,
          key: `key ${at}`,
        })),
      }),
      act: () => ({}),
    },
    async look(page) {
      await page.getByRole('heading').first().waitFor();
      await unfold(page);
    },
  };
}

/** The results of a run, all its pages, and its row in full. */
export function resultsEditor(type: EvaluationType): WatchedView<typeof resultsProtocol> {
  const { manifest } = type === 'classify' ? seriesOfRuns : sampleRun({ type, rows: 60 });
  const host = resultsHost({
    manifest,
    rows: variedRows(type),
    checks: [{ of: 'dataset', state: 'changed' }],
  });
  if (type === 'classify') {
    host.specRuns.others(seriesOfRuns.others);
    host.specRuns.pin('r3', deltasToR3);
  }
  return {
    view: 'results',
    protocol: resultsProtocol,
    handlers: host.handlers,
    async look(page) {
      const grid = page.getByRole('grid').first();
      await grid.getByRole('row').nth(3).waitFor();
      await grid.getByRole('row').nth(3).getByRole('rowheader').click();
      for (const tab of await page
        .getByRole('tablist', { name: 'Details' })
        .getByRole('tab')
        .all()) {
        await tab.click();
        await frameLater(page);
        await unfold(page);
      }
      for (const button of ['Filters', 'Columns', 'Filter', 'Labels', 'More filters']) {
        const found = page.getByRole('button', { name: button, exact: true }).first();
        if (!(await found.isVisible()) || !(await found.isEnabled())) continue;
        await found.click();
        await frameLater(page);
        await page.keyboard.press('Escape');
      }
      for (const tab of await page.getByRole('tablist', { name: 'Pages' }).getByRole('tab').all()) {
        await tab.click();
        await frameLater(page);
        await frameLater(page);
        await unfold(page);
      }
    },
  };
}

/** Two runs, their answer, their rows and one in full. */
export function comparedRuns(): WatchedView<typeof compareProtocol> {
  const host = compareHost(comparedPair({ rows: 120 }));
  return {
    view: 'compare',
    protocol: compareProtocol,
    handlers: host.handlers,
    tell: (emit) => host.attach(emit),
    async look(page) {
      const rows = page.getByRole('grid').first().getByRole('row');
      await rows.nth(2).waitFor();
      await rows.nth(2).getByRole('rowheader').click();
      await frameLater(page);
      await frameLater(page);
      await unfold(page);
    },
  };
}

/** Rows that a person labels, and what comes of it. */
export function labelledRows(): WatchedView<typeof labelsProtocol> {
  const { manifest } = sampleRun({ type: 'classify', rows: 60 });
  const { judge } = manifest.spec;
  const spec = { ...manifest.spec, judge: { ...judge, system_template: OWN_TEMPLATE } };
  const host = labelsHost({ manifest: { ...manifest, spec }, rows: variedRows('classify') });
  return {
    view: 'labels',
    protocol: labelsProtocol,
    handlers: host.handlers,
    deeds: ['label', 'skip'],
    async look(page) {
      await page.getByRole('textbox', { name: 'Your name' }).fill('Ann');
      await page.keyboard.press('Enter');
      await page.locator('.row-card').waitFor();
      const card = page.locator('.row-card');
      for (const key of ['1', 's', '2', '1', '3', '1', '1', '2', 's', '1']) {
        const before = await card.innerText();
        await page.keyboard.press(key);
        await eventually(
          () => card.innerText(),
          (text) => text !== before,
        );
      }
      await unfold(page);
    },
  };
}

/** The prompts of rows. */
export function previewedPrompts(type: EvaluationType): WatchedView<typeof previewProtocol> {
  const host = previewHost(type);
  host.rubric = `Is it right? ${OWN_TEMPLATE}`;
  host.values = (row) => ({
    ...Object.fromEntries(OWN_COLUMNS.map((column) => [column, `${column} of row ${row}`])),
    question: `Question ${row}`,
    policy: `Policy ${row}`,
    answer: `Answer ${row}`,
    answer_v2: `Other answer ${row}`,
  });
  return {
    view: 'preview',
    protocol: previewProtocol,
    handlers: host.handlers,
    tell(emit) {
      host.onScan = (scan) => emit('scanned', scan);
    },
    async look(page) {
      const tabs = page.getByRole('tab');
      await tabs.first().waitFor();
      for (const tab of await tabs.all()) {
        await tab.click();
        await frameLater(page);
      }
      const row = page.getByRole('textbox', { name: 'Row number' });
      for (let at = 2; at <= 5; at++) {
        await page.getByRole('button', { name: 'Next row' }).click();
        await becomes(() => row.inputValue(), String(at));
        await frameLater(page);
      }
      await unfold(page);
    },
  };
}

/** A dataset: its table, the figures of its columns, a row in full. */
export function openedDataset(): WatchedView<typeof datasetProtocol> {
  const host = datasetHost({
    rows: 60,
    specs: [{ spec: 'a.eval.yaml', uri: 'file:///a.eval.yaml', columns: ['id'], isOpen: true }],
    open: { partial: { from: 'api.example.com', bytes: 10, of: 100 } },
    state: { encoding: 'UTF-16' },
  });
  return {
    view: 'dataset',
    protocol: datasetProtocol,
    handlers: host.handlers,
    tell: (emit) => host.attach(emit),
    async look(page) {
      const rows = page.getByRole('grid').first().getByRole('row');
      await rows.nth(2).waitFor();
      for (const at of [2, 13]) {
        await rows.nth(at).getByRole('rowheader').click();
        await page.getByRole('region', { name: 'The row in full' }).waitFor();
        await frameLater(page);
      }
      await unfold(page);
    },
  };
}

const OWN_COLUMNS = Array.from({ length: 16 }, (_, column) => `own_${column}`);
const OWN_TEMPLATE = OWN_COLUMNS.map((column) => `{{ ${column} }}`).join('\n');

/** A dataset whose columns and values are the payloads, each value read in the way that `mode` says. */
export function hostileDataset(
  payloads: readonly string[],
  mode: 'markdown' | 'raw' | 'json',
  columns: readonly string[] = [...new Set(payloads)],
): WatchedView<typeof datasetProtocol> {
  const host = datasetHost({
    rows: 3,
    columns,
    make: (row) => {
      const entries = columns.map((name, at) => {
        const value = payloads[(at + row) % payloads.length] ?? '';
        return [name, mode === 'json' ? { [value]: [value] } : value] as const;
      });
      // `__proto__` is a name like any other.
      return { values: Object.fromEntries(entries) };
    },
  });
  return {
    view: 'dataset',
    protocol: datasetProtocol,
    handlers: host.handlers,
    state: { row: 1, modes: Object.fromEntries(columns.map((name) => [name, mode])) },
    tell: (emit) => host.attach(emit),
    async look(page) {
      const pane = page.getByRole('region', { name: 'The row in full' });
      const fields = pane.locator('[data-field]');
      const more = pane.getByRole('button', { name: / more columns$/ });
      await fields.first().waitFor();
      while ((await more.count()) > 0) {
        const before = await fields.count();
        await more.click();
        await eventually(
          () => fields.count(),
          (count) => count > before,
        );
      }
      await becomes(() => fields.count(), columns.length);
      const grid = page.getByRole('grid').first();
      await grid.focus();
      for (const key of ['End', 'Home', 'ArrowDown']) {
        await page.keyboard.press(key);
        await frameLater(page);
      }
    },
  };
}

/** Rows of which no two are alike: each text of each is one of its own. */
function variedRows(type: EvaluationType): StoredRow[] {
  return sampleRun({ type, rows: 60 }).rows.map(({ result, details }, at) => {
    const own = OWN_COLUMNS.map((column) => [column, `${column} of row ${at}`] as const);
    return { result: { ...Object.fromEntries(own), ...result }, ...(details && { details }) };
  });
}

/** Opens what is folded. */
async function unfold(page: Page): Promise<void> {
  for (const summary of await page.locator('details:not([open]) > summary').all()) {
    if (await summary.isVisible()) await summary.click();
  }
  await frameLater(page);
}
