import type { LabelRecord } from '../../core/labels/labelRecord.js';
import { verdictField } from '../../core/labels/labelRecord.js';
import { labelQueue } from '../../core/labels/labelQueue.js';
import type { LabelQueue } from '../../core/labels/labelQueue.js';
import type { KeyedRow } from '../../core/labels/labelRow.js';
import type { LabelStore } from '../../core/labels/labelStore.js';
import { labelsOfRun } from '../../core/labels/labelsOfRun.js';
import { figuresOf, keyedRows, readLabelling } from '../../core/labels/readLabelling.js';
import type { Labelling } from '../../core/labels/readLabelling.js';
import { shownOrder } from '../../core/labels/seededOrder.js';
import type { RunManifest } from '../../core/runs/manifest.js';
import type { RunRef, RunStore } from '../../core/runs/runStore.js';
import { UserError } from '../../core/userError.js';
import { t } from '../../l10n/t.js';
import type { LabelSession, LabelStep, labelsProtocol } from '../../shared/labelsProtocol.js';
import type { Handlers } from '../../shared/rpc.js';
import { foreseenSentence } from './foreseen.js';
import { labelCard } from './labelCard.js';
import { labelFiguresView } from './labelFiguresView.js';
import { labellingView, plannedRows } from './labellingView.js';
import { LIVE_EVERY, liveFigures } from './liveFigures.js';

interface LabelSessionOptions {
  readonly run: RunRef;
  /** Of the manifest. */
  readonly uri: string;
  readonly runs: Pick<RunStore, 'read' | 'rows'>;
  readonly labels: LabelStore;
  /** The name that a person labels under, kept over sessions. */
  readonly rater: { get(): string; set(name: string): void };
  /** Names of the rows of a filter; absent: the plans for all rows alone are offered. */
  readonly filtered?: ReadonlySet<number>;
  now(): number;
  /** Throws where nothing may be written. */
  requireTrust(): void;
  showDifferences(): void;
  exportExamples(): void;
  close(): void;
  readonly signal: AbortSignal;
}

/** A session that is under way. */
interface Started {
  readonly session: LabelSession;
  readonly manifest: RunManifest;
  /** Rows of the queue, and those that were labelled before, in full. */
  readonly keyed: ReadonlyMap<number, KeyedRow>;
  readonly records: LabelRecord[];
  readonly queue: LabelQueue;
  /** The note of the label that was taken back. */
  note: string;
  live: { readonly at: number; readonly lines: readonly string[] };
}

/** Answers one view in which a person labels rows. Without `vscode`: what it needs of the editor is given. */
export function labelSession(options: LabelSessionOptions): Handlers<typeof labelsProtocol> {
  const { run, uri, runs, labels, rater, filtered, signal } = options;
  let started: Started | undefined;
  let known: Labelling | undefined;

  const readRows = () => runs.rows(run, signal);
  async function read() {
    const manifest = await runs.read(run);
    const found = await labels.read(run);
    known = await readLabelling(manifest, readRows, found);
    return { manifest, labelling: known, records: [...found.records] };
  }

  function underWay(): Started {
    if (!started)
      throw new UserError('usage', t('Labelling has not begun; choose a sample first.'));
    return started;
  }

  function step(now: Started): LabelStep {
    const { queue, manifest, session, note } = now;
    const done = queue.done();
    const isDue = done - (done % LIVE_EVERY) !== now.live.at;
    if (isDue) {
      const current = labelsOfRun(now.records, [...now.keyed.values()], manifest.spec);
      now.live = {
        at: done - (done % LIVE_EVERY),
        lines: liveFigures(current, { rater: session.rater, spec: manifest.spec }),
      };
    }
    const next = now.keyed.get(queue.next()?.row.id ?? NaN);
    return {
      done,
      total: queue.total,
      card: next ? labelCard(next, manifest, session.seed) : null,
      canUndo: queue.canGoBack(),
      note,
      live: [...now.live.lines],
    };
  }

  return {
    async open() {
      const { manifest, labelling } = await read();
      return labellingView(manifest, labelling, { uri, rater: rater.get(), filtered });
    },
    async foresee({ rater: name, plan, number }) {
      // Asked with each key in the form: what was read last will do.
      const { rows, labels: given } = known ?? (await read()).labelling;
      const available = plannedRows(rows, plan, filtered);
      const before = given.rows.filter(({ byRater }) => byRater.has(name)).length;
      return { available, sentence: foreseenSentence({ plan, number, available, before }) };
    },
    async start({ since, skipped, ...sample }) {
      options.requireTrust();
      const name = sample.rater.trim();
      if (name === '') throw new UserError('usage', t('Say who labels: a name is needed.'));
      const { manifest, labelling, records } = await read();
      const session = {
        ...sample,
        rater: name,
        since: since ?? new Date(options.now()).toISOString(),
      };
      const queue = labelQueue(labelling.rows, labelling.labels, {
        ...session,
        skipped,
        ...(filtered && { filtered }),
      });
      if (queue.total === 0) {
        throw new UserError('usage', t('This plan has no row of the run; choose another one.'));
      }
      rater.set(name);
      const all = [...labelling.keyed, ...(await keyedRows(queue.ids, manifest, readRows))];
      const keyed = new Map(all.map((one) => [one.row.id, one]));
      started = { session, manifest, keyed, records, queue, note: '', live: { at: -1, lines: [] } };
      return { session, step: step(started) };
    },
    async label({ id, verdict, note, tookMs }) {
      options.requireTrust();
      const now = underWay();
      const { queue, session, manifest } = now;
      const { spec } = manifest;
      const next = queue.next();
      // A key that was pressed twice: the first one has moved on.
      const row = now.keyed.get(id);
      if (next?.row.id !== id || !row) return step(now);
      const given = verdictField(toSpec(verdict, shownOrder(session.seed, id), spec.type), spec);
      if (!given) throw new UserError('usage', t('{0} is no verdict of this evaluation.', verdict));
      const record: LabelRecord = {
        row: row.row.row,
        key: row.key,
        rater: session.rater,
        ...given,
        ...(spec.type === 'compare' && { shown: shownOrder(session.seed, id) }),
        ...(note.trim() !== '' && { note: note.trim() }),
        at: new Date(options.now()).toISOString(),
        blind: true,
        sample: { plan: session.plan, seed: session.seed, weight: next.weight },
        took_ms: Math.max(0, Math.round(tookMs)),
      };
      await labels.append(run, record);
      now.records.push(record);
      now.note = '';
      queue.labelled(id);
      return step(now);
    },
    skip({ id }) {
      const now = underWay();
      if (now.queue.next()?.row.id === id) now.queue.skip(id);
      now.note = '';
      return step(now);
    },
    async undo() {
      options.requireTrust();
      const now = underWay();
      const last = now.queue.back();
      if (last?.did !== 'label') return step(now);
      const row = now.keyed.get(last.id);
      try {
        if (row) now.note = await takeBack(now, row);
      } catch (error) {
        // It stands as it stood.
        now.queue.labelled(last.id);
        throw error;
      }
      return step(now);
    },
    async summary() {
      const { manifest, labelling } = await read();
      const { demo } = manifest;
      return labelFiguresView(figuresOf(labelling, manifest), { demo, faults: labelling.faults });
    },
    showDifferences: () => done(() => options.showDifferences()),
    exportExamples: () => done(() => options.exportExamples()),
    close: () => done(() => options.close()),
  };

  /** Gives the note of what was taken back. */
  async function takeBack({ records, session }: Started, row: KeyedRow): Promise<string> {
    const { rater: name } = session;
    const place = { row: row.row.row, key: row.key, rater: name };
    const record = { undo: place, at: new Date(options.now()).toISOString() };
    await labels.append(run, record);
    const before = records.findLast(
      (one) => !('undo' in one) && one.rater === name && one.key === place.key,
    );
    records.push(record);
    return before && !('undo' in before) ? (before.note ?? '') : '';
  }
}

function done(work: () => void): Record<string, never> {
  work();
  return {};
}

/** `first`, `second` and `tie` in the letters of the spec; everything else is as it was given. */
function toSpec(
  verdict: string | number,
  shown: 'AB' | 'BA',
  type: RunManifest['type'],
): string | number {
  if (type !== 'compare') return verdict;
  if (verdict === 'tie') return 'Tie';
  const [first, second] = shown === 'AB' ? ['A', 'B'] : ['B', 'A'];
  return verdict === 'first' ? first : verdict === 'second' ? second : '';
}
