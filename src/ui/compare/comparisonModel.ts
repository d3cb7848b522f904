import { isDeepStrictEqual } from 'node:util';
import type { BaselineEntry } from '../../core/compare/compareWithBaseline.js';
import { clearWords, pText, shortDelta } from '../../core/compare/comparisonSentence.js';
import type { ComparedRun } from '../../core/compare/comparison.js';
import { playersOf, rankModels, strengthText } from '../../core/compare/rankModels.js';
import type { RunFigures } from '../../core/figures/runFigures.js';
import type { RunStore } from '../../core/runs/runStore.js';
import { UserError } from '../../core/userError.js';
import { fixed, t } from '../../l10n/t.js';
import type {
  Arrangement,
  CompareView,
  ComparedDetail,
  ComparedRowView,
  RankingView,
} from '../../shared/compareProtocol.js';
import { comparedDetail, comparedRowView } from './comparedTexts.js';
import type { ComparedSpecs, RowTexts } from './comparedTexts.js';
import { comparedRunView, comparisonView, scaleAround, shownColumns } from './comparisonView.js';
import { listRows } from './listedRows.js';
import type { ListedRow, ListedRows } from './listedRows.js';
import type { ReadNamedRows } from './namedRows.js';

interface ModelOptions {
  readonly runs: Pick<RunStore, 'find' | 'read'>;
  figures(): Promise<Pick<RunFigures, 'compare' | 'countWins'>>;
  readonly readNamed: ReadNamedRows;
  /** The path of a run's manifest from what an arrangement calls it. */
  pathOf(uri: string): string;
  /** The view is another one now. */
  changed(view: CompareView): void;
}

/** What a view of compared runs shows, and how it comes to be. */
interface ComparisonModel {
  readonly arrangement: Arrangement;
  view(): CompareView;
  /** The runs that were read, the baseline first. */
  runs(): readonly ComparedRun[];
  /** Reads and compares; resolves when that is done, failed or replaced by another arrangement. */
  arrange(arrangement: Arrangement): Promise<void>;
  page(filters: readonly string[], from: number, to: number): Promise<PageView>;
  position(filters: readonly string[], id: string): number | null;
  detail(id: string): Promise<ComparedDetail>;
  /** A run was written to since. */
  outdated(): void;
  dispose(): void;
}

interface PageView {
  readonly version: number;
  readonly matched: number;
  readonly rows: ComparedRowView[];
}

/** What one comparison came to. */
interface Compared {
  readonly version: number;
  readonly runs: readonly ComparedRun[];
  readonly entries: readonly BaselineEntry[];
  readonly focus: number;
  readonly entry: BaselineEntry;
  readonly rows: ListedRows;
  readonly ranking: RankingView | null;
}

/** Rows read between two words about it. */
const PROGRESS_ROWS = 5000;

export function createComparisonModel(
  first: Arrangement,
  { runs: store, figures, readNamed, pathOf, changed }: ModelOptions,
): ComparisonModel {
  let arrangement = first;
  let known: readonly ComparedRun[] = [];
  let compared: Compared | undefined;
  let reading: number | null = 0;
  let failure: string | null = null;
  let isStale = false;
  let version = 0;
  let abort = new AbortController();

  const readRuns = async (uris: readonly string[]): Promise<ComparedRun[]> => {
    const found: ComparedRun[] = [];
    for (const uri of uris) {
      const run = await store.find(pathOf(uri), []);
      found.push({ run, manifest: await store.read(run) });
    }
    return found;
  };

  const compare = async (wanted: Arrangement, signal: AbortSignal): Promise<Compared> => {
    known = await readRuns(wanted.runs);
    signal.throwIfAborted();
    changed(view());
    const [baseline, ...others] = known;
    if (!baseline) throw new UserError('usage', t('Choose two runs or more to compare.'));
    const found = await figures();
    const entries = await found.compare(baseline, others, {
      signal,
      mapped: new Map(wanted.mapped),
      onProgress(rows) {
        if (rows % PROGRESS_ROWS !== 0 || signal.aborted) return;
        reading = rows;
        changed(view());
      },
    });
    const ranking = await rankingOf(known, found, signal);
    signal.throwIfAborted();
    return focused({ runs: known, entries, ranking }, wanted.focus);
  };
  /** Of several comparisons, the one that is looked at. */
  const focused = (
    read: Pick<Compared, 'runs' | 'entries' | 'ranking'>,
    wanted: number,
  ): Compared => {
    const focus = read.entries[wanted - 1] ? wanted : 1;
    const entry = read.entries[focus - 1];
    if (!entry) throw new UserError('usage', t('Choose two runs or more to compare.'));
    version += 1;
    return { ...read, version, focus, entry, rows: listRows(entry.comparison) };
  };

  const view = (): CompareView => {
    const [baseline] = compared?.runs ?? [];
    const uris = arrangement.runs;
    return {
      arrangement,
      runs: known.map((run, index) => comparedRunView(run, uris[index] ?? '')),
      reading,
      failure,
      isStale,
      comparison:
        compared && baseline
          ? comparisonView({
              comparison: compared.entry.comparison,
              a: baseline,
              b: compared.entry.run,
              rows: compared.rows,
              version: compared.version,
              mapped: arrangement.mapped,
            })
          : null,
      entries:
        compared && compared.entries.length > 1
          ? compared.entries.map((entry, index) => entryView(entry, index + 1))
          : [],
      entryScale: scaleAround(
        compared?.entries.flatMap(({ comparison: { delta } }) => (delta ? [delta] : [])) ?? [],
      ),
      ranking: compared?.ranking ?? null,
    };
  };

  const current = (): Compared => {
    if (compared) return compared;
    throw new UserError('usage', failure ?? t('The runs are still being compared.'));
  };
  const specsOf = ({ runs, entry }: Compared): ComparedSpecs => ({
    a: (runs[0] ?? entry.run).manifest.spec,
    b: entry.run.manifest.spec,
  });
  const textsOf = async (
    { runs: [baseline], entry }: Compared,
    rows: readonly ListedRow[],
  ): Promise<(row: ListedRow) => RowTexts> => {
    const names = (side: 'a' | 'b') => rows.flatMap((row) => row[side]?.name ?? []);
    const [ofA, ofB] = await Promise.all([
      baseline ? readNamed(baseline, names('a'), abort.signal) : new Map<number, never>(),
      readNamed(entry.run, names('b'), abort.signal),
    ]);
    return ({ a, b }) => ({ a: a && ofA.get(a.name), b: b && ofB.get(b.name) });
  };

  return {
    get arrangement() {
      return arrangement;
    },
    view,
    runs: () => compared?.runs ?? known,
    async arrange(wanted) {
      const isRead = compared && !isStale && isSameButFocus(wanted, arrangement);
      if (compared && isRead) {
        compared = focused(compared, wanted.focus);
        arrangement = { ...wanted, focus: compared.focus };
        changed(view());
        return;
      }
      abort.abort();
      abort = new AbortController();
      const { signal } = abort;
      arrangement = wanted;
      compared = undefined;
      reading = 0;
      failure = null;
      isStale = false;
      changed(view());
      try {
        compared = await compare(wanted, signal);
        arrangement = { ...wanted, focus: compared.focus };
      } catch (error) {
        if (signal.aborted) return;
        failure = error instanceof Error ? error.message : String(error);
      }
      reading = null;
      changed(view());
    },
    async page(filters, from, to) {
      const now = current();
      const matching = now.rows.matching(filters);
      const listed = Array.from(matching.subarray(from - 1, to), (place) => now.rows.row(place));
      const texts = await textsOf(now, listed);
      const shown = {
        specs: specsOf(now),
        columns: shownColumns(now.entry.comparison, now.entry.run.manifest),
      };
      return {
        version: now.version,
        matched: matching.length,
        rows: listed.map((row) => comparedRowView(row, texts(row), shown)),
      };
    },
    position(filters, id) {
      const { rows } = current();
      const place = rows.placeOf(id);
      const at = place === undefined ? -1 : rows.matching(filters).indexOf(place);
      return at < 0 ? null : at + 1;
    },
    async detail(id) {
      const now = current();
      const place = now.rows.placeOf(id);
      if (place === undefined) {
        throw new UserError('not_found', t('The runs do not have this pair of rows any more.'));
      }
      const row = now.rows.row(place);
      const texts = await textsOf(now, [row]);
      return comparedDetail(row, texts(row), specsOf(now));
    },
    outdated() {
      if (isStale || reading !== null) return;
      isStale = true;
      changed(view());
    },
    dispose: () => abort.abort(),
  };
}

function isSameButFocus(one: Arrangement, other: Arrangement): boolean {
  return isDeepStrictEqual({ ...one, focus: 0 }, { ...other, focus: 0 });
}

function entryView(
  { comparison, adjustedP, clear }: BaselineEntry,
  run: number,
): CompareView['entries'][number] {
  const { delta, judged, test, measure } = comparison;
  const text = shortDelta(comparison);
  const p = (value: number | null) => (value === null ? null : pText(value));
  return {
    run,
    delta: delta && text !== null ? { estimate: delta, text } : null,
    judged,
    p: p(test.p_value),
    adjustedP: p(adjustedP),
    words: clearWords(measure, clear),
    clear,
  };
}

/** Several compare runs whose models are not always the same two: who is the strongest. */
async function rankingOf(
  runs: readonly ComparedRun[],
  figures: Pick<RunFigures, 'countWins'>,
  signal: AbortSignal,
): Promise<RankingView | null> {
  const players = runs.map(({ manifest: { spec } }) =>
    spec.type === 'compare' ? playersOf(spec) : null,
  );
  const meetings = players.flatMap((pair) => (pair && pair[0] !== pair[1] ? [pair] : []));
  const isSeveral = new Set(meetings.flat()).size > 2;
  if (!isSeveral || players.includes(null)) return null;
  const ranked = [];
  for (const run of runs) ranked.push(await figures.countWins(run, signal));
  const { models, cautions } = rankModels(ranked);
  return {
    models: models.map(({ place, name, strength, games, winShare }) => ({
      place,
      name,
      strength: { estimate: strength, text: strengthText(strength) },
      games,
      wins: `${fixed(100 * winShare, 1)} %`,
    })),
    scale: scaleAround(models.map(({ strength }) => strength)),
    cautions: [...cautions],
  };
}
