import type { datasetProtocol } from '../../shared/datasetProtocol.js';
import type {
  DatasetStateView,
  PartialView,
  QueryView,
  SpecUse,
  SurveyView,
} from '../../shared/datasetViews.js';
import type { Event, Reply } from '../../shared/rpc.js';
import { findKey, queryKey } from './query/rowQuery.js';

type P = typeof datasetProtocol;

/** Long work of the host: how far it is and what has come of it. */
export interface Work {
  readonly phase: 'running' | 'stopped' | 'done' | 'failed';
  /** Of the work, from 0 to 1. */
  readonly share: number;
  /** Rows found so far. */
  readonly rows: number;
  /** Why it failed, one sentence. */
  readonly failure: string | null;
}

/** All that the view knows of the dataset; what the person chose is in `Kept`. */
export interface DatasetModel {
  /** Null until the file was opened. */
  readonly file: {
    readonly name: string;
    readonly path: string;
    readonly isTrusted: boolean;
  } | null;
  readonly partial: PartialView | null;
  readonly state: DatasetStateView | null;
  /** Why it could not be opened. */
  readonly failure: string | null;
  readonly uses: readonly SpecUse[];
  /** The content changed while it was looked at: so many times. */
  readonly changes: number;
  readonly survey: Work | null;
  readonly profile: SurveyView | null;
  /** The list that was asked for, and the search in it; `key` says which. */
  readonly list: (Work & { readonly key: string }) | null;
  readonly find: (Work & { readonly key: string }) | null;
}

export const UNKNOWN_DATASET: DatasetModel = {
  file: null,
  partial: null,
  state: null,
  failure: null,
  uses: [],
  changes: 0,
  survey: null,
  profile: null,
  list: null,
  find: null,
};

export type DatasetNews =
  | { readonly kind: 'opened'; readonly reply: Reply<P, 'open'> }
  | { readonly kind: 'not opened'; readonly failure: string }
  | { readonly kind: 'state'; readonly state: DatasetStateView }
  | { readonly kind: 'uses'; readonly specs: readonly SpecUse[] }
  | { readonly kind: 'partial'; readonly partial: PartialView }
  | { readonly kind: 'survey'; readonly event: Event<P, 'survey'> }
  | { readonly kind: 'list'; readonly event: Event<P, 'list'> }
  | { readonly kind: 'find'; readonly event: Event<P, 'find'> }
  | { readonly kind: 'begun'; readonly work: 'survey' }
  | { readonly kind: 'begun'; readonly work: 'list' | 'find'; readonly key: string }
  | {
      readonly kind: 'refused';
      readonly work: 'survey' | 'list' | 'find';
      readonly failure: string;
    }
  | { readonly kind: 'stopped'; readonly work: 'survey' | 'list' | 'find' };

/** What says which search: a text in a list. */
export function searchKey(query: QueryView, find: Parameters<typeof findKey>[0]): string {
  return `${findKey(find)} ${queryKey(query)}`;
}

export function takeNews(model: DatasetModel, news: DatasetNews): DatasetModel {
  switch (news.kind) {
    case 'opened': {
      const { name, path, isTrusted, partial, state } = news.reply;
      const file = { name, path, isTrusted };
      return { ...takeState(model, state), file, partial, failure: null };
    }
    case 'not opened':
      return { ...model, failure: news.failure };
    case 'state':
      return takeState(model, news.state);
    case 'uses':
      return { ...model, uses: openFirst(news.specs) };
    case 'partial':
      return { ...model, partial: news.partial };
    case 'survey':
      return takeSurvey(model, news.event);
    case 'list': {
      const { query, version } = news.event;
      const isCurrent = isOf(model, version) && model.list?.key === queryKey(query);
      return isCurrent ? { ...model, list: advanced(model.list, news.event) } : model;
    }
    case 'find': {
      const { query, find, version } = news.event;
      const isCurrent = isOf(model, version) && model.find?.key === searchKey(query, find);
      return isCurrent ? { ...model, find: advanced(model.find, news.event) } : model;
    }
    case 'begun': {
      if (news.work === 'survey') return { ...model, survey: BEGUN };
      // One that goes on has its rows still.
      const known = model[news.work];
      const rows = known?.key === news.key ? known.rows : 0;
      return { ...model, [news.work]: { ...BEGUN, rows, key: news.key } };
    }
    case 'refused':
      return changeWork(model, news.work, { phase: 'failed', failure: news.failure });
    case 'stopped':
      return changeWork(model, news.work, { phase: 'stopped' });
  }
}

const BEGUN: Work = { phase: 'running', share: 0, rows: 0, failure: null };

function changeWork(
  model: DatasetModel,
  work: 'survey' | 'list' | 'find',
  change: Partial<Work>,
): DatasetModel {
  const known = model[work];
  // What is over can't be stopped any more.
  return known?.phase === 'running' ? { ...model, [work]: { ...known, ...change } } : model;
}

function takeState(model: DatasetModel, state: DatasetStateView): DatasetModel {
  const old = model.state;
  if (!old) return { ...model, state };
  // The same names stay the same array: tables depend on it.
  const columns = sameNames(old.columns, state.columns) ? old.columns : state.columns;
  const next = { ...model, state: { ...state, columns } };
  if (old.version === state.version) return next;
  const changes = model.changes + 1;
  return { ...next, changes, survey: null, profile: null, list: null, find: null };
}

function takeSurvey(model: DatasetModel, event: Event<P, 'survey'>): DatasetModel {
  const { share, result, failure } = event;
  if (failure !== null) {
    return { ...model, survey: { ...BEGUN, share, phase: 'failed', failure } };
  }
  if (result === null) {
    const isRunning = model.survey?.phase === 'running';
    return isRunning ? { ...model, survey: { ...BEGUN, share } } : model;
  }
  if (!isOf(model, result.version)) return model;
  return { ...model, survey: { ...BEGUN, share: 1, phase: 'done' }, profile: result };
}

function isOf({ state }: DatasetModel, version: number): boolean {
  return state?.version === version;
}

function advanced<W extends Work>(
  known: W,
  event: { rows: number; share: number; isDone: boolean; failure: string | null },
): W {
  const { rows, share, failure } = event;
  const over = failure !== null ? 'failed' : event.isDone ? 'done' : null;
  // A word that was on its way when it was stopped doesn't set it going again.
  return { ...known, rows, share, failure, phase: over ?? known.phase };
}

function openFirst(specs: readonly SpecUse[]): readonly SpecUse[] {
  return [...specs].sort((a, b) => Number(b.isOpen) - Number(a.isOpen));
}

function sameNames(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((name, index) => name === other[index]);
}
