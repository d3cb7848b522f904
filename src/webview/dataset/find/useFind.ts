import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { FindQuery, FoundView } from '../../../shared/datasetViews.js';
import { reasonOf } from '../../common/reasonOf.js';
import { searchKey } from '../datasetModel.js';
import type { Work } from '../datasetModel.js';
import type { Kept } from '../kept.js';
import { findKey } from '../query/rowQuery.js';
import type { Cursor } from '../table/useCursor.js';
import type { ShownList } from '../table/useShownList.js';
import type { Dataset, DatasetHost } from '../useDataset.js';
import { findPattern, patternFault } from './findPattern.js';

/** A key that is held repeats faster than a long file can be searched. */
const MOST_QUEUED = 4;

/** What is looked for in the list, and how far that is. */
export interface Finding {
  /** Null: nothing, or nothing that can be. */
  readonly find: FindQuery | null;
  readonly pattern: RegExp | null;
  /** Why it can't be looked for. */
  readonly fault: string | null;
}

/** What is looked for while the find widget is open. */
export function useFinding({ find, isFinding }: Pick<Kept, 'find' | 'isFinding'>): Finding {
  return useMemo(() => {
    const fault = find.regex && isFinding ? patternFault(find.text, find.matchCase) : null;
    const isAsked = isFinding && find.text !== '' && fault === null;
    return isAsked
      ? { find, pattern: findPattern(find), fault: null }
      : { find: null, pattern: null, fault };
  }, [find, isFinding]);
}

export interface FindSteps {
  /** How far counting is; null while nothing is looked for. */
  readonly work: Work | null;
  /** The match that the cursor is on. */
  readonly match: FoundView | null;
  /** The next one is being looked for. */
  readonly isStepping: boolean;
  readonly failure: string | null;
  step(backwards: boolean): void;
  stop(): void;
}

interface FindOptions {
  readonly host: DatasetHost;
  readonly dataset: Dataset;
  readonly list: ShownList;
  readonly cursor: Cursor;
  readonly find: FindQuery | null;
}

/** Counts matches in the list, and goes from one to the next. */
export function useFindSteps({ host, dataset, list, cursor, find }: FindOptions): FindSteps {
  const [match, setMatch] = useState<FoundView | null>(null);
  const [isStepping, setStepping] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const latest = useRef(0);
  /** Steps that were wished for while one was on its way. */
  const queue = useRef<boolean[]>([]);
  const { model } = dataset;
  const key = find && searchKey(list.query, find);

  /** Its answer comes too late, if it comes. */
  const endStep = () => {
    latest.current++;
    queue.current = [];
    setStepping(false);
  };

  useEffect(() => {
    setMatch(null);
    setFailure(null);
    const wasStepping = isStepping;
    endStep();
    if (find && !list.isBusy) dataset.find(list.query, find);
    else if (wasStepping || model.find?.phase === 'running') dataset.stop('find');
  }, [key, list.key, list.isBusy, list.isComplete, model.changes]);

  const columns = model.state?.columns;
  const from = cursor.place.row;
  const move = useCallback(
    (backwards: boolean, place: number) => {
      if (!find) return;
      const mine = ++latest.current;
      setStepping(true);
      host.call('step', { query: list.query, find, place, backwards }).then(
        ({ found }) => {
          if (latest.current !== mine) return;
          setStepping(false);
          setMatch(found);
          if (!found) return;
          const { place: to, row, column } = found;
          const name = column === null ? undefined : columns?.[column];
          cursor.goToPlace({ place: to, row, column: name ?? null });
          const next = queue.current.shift();
          if (next !== undefined) move(next, to);
        },
        (error: unknown) => {
          if (latest.current !== mine) return;
          setStepping(false);
          setFailure(reasonOf(error));
        },
      );
    },
    [host, key, list.query, cursor.goToPlace, columns],
  );

  // As somebody types, the first match from here on is shown; this row itself counts.
  const typed = find && findKey(find);
  const before = useRef(typed);
  useEffect(() => {
    if (typed === before.current) return;
    before.current = typed;
    if (typed !== null) move(false, from ?? 0);
  }, [typed]);

  const isCurrent = model.find !== null && model.find.key === key;
  return {
    work: isCurrent ? model.find : null,
    match: match && match.place - 1 === from ? match : null,
    isStepping,
    failure,
    step(backwards) {
      if (!isStepping) move(backwards, from === null ? 0 : from + 1);
      else if (queue.current.length < MOST_QUEUED) queue.current.push(backwards);
    },
    stop() {
      endStep();
      dataset.stop('find');
    },
  };
}
