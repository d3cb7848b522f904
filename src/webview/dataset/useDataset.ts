import { useCallback, useEffect, useReducer, useRef } from 'preact/hooks';
import type { datasetProtocol } from '../../shared/datasetProtocol.js';
import type { FindQuery, QueryView } from '../../shared/datasetViews.js';
import type { Host } from '../common/host.js';
import { reasonOf } from '../common/reasonOf.js';
import { UNKNOWN_DATASET, searchKey, takeNews } from './datasetModel.js';
import type { DatasetModel } from './datasetModel.js';
import { isWhole, queryKey } from './query/rowQuery.js';

export type DatasetHost = Host<typeof datasetProtocol>;

export interface Dataset {
  readonly model: DatasetModel;
  /** Opens it, again where that failed. */
  open(): void;
  survey(): void;
  /** Makes a list, again where it was stopped. */
  list(query: QueryView): void;
  /** Counts the rows of a list that hold a text. */
  find(query: QueryView, find: FindQuery): void;
  stop(work: 'survey' | 'list' | 'find'): void;
}

/** What the host tells of the dataset, and the long work that it is asked for. */
export function useDataset(host: DatasetHost, onShowRow: (row: number) => void): Dataset {
  const [model, tell] = useReducer(takeNews, UNKNOWN_DATASET);
  const showRow = useRef(onShowRow);
  showRow.current = onShowRow;

  const open = useCallback(() => {
    host.call('open', {}).then(
      (reply) => {
        tell({ kind: 'opened', reply });
        if (reply.row !== null) showRow.current(reply.row);
      },
      (error: unknown) => tell({ kind: 'not opened', failure: reasonOf(error) }),
    );
    host.call('uses', {}).then(
      ({ specs }) => tell({ kind: 'uses', specs }),
      // That no spec could be looked through is no fault of the dataset.
      () => undefined,
    );
  }, [host]);

  useEffect(() => {
    const ends = [
      host.on('state', (state) => tell({ kind: 'state', state })),
      host.on('survey', (event) => tell({ kind: 'survey', event })),
      host.on('list', (event) => tell({ kind: 'list', event })),
      host.on('find', (event) => tell({ kind: 'find', event })),
      host.on('uses', ({ specs }) => tell({ kind: 'uses', specs })),
      host.on('partial', (partial) => tell({ kind: 'partial', partial })),
      host.on('showRow', ({ row }) => showRow.current(row)),
    ];
    open();
    return () => ends.forEach((end) => end());
  }, [host, open]);

  const refused = (work: 'survey' | 'list' | 'find') => (error: unknown) =>
    tell({ kind: 'refused', work, failure: reasonOf(error) });
  const survey = useCallback(() => {
    tell({ kind: 'begun', work: 'survey' });
    host.call('survey', {}).catch(refused('survey'));
  }, [host]);
  const list = useCallback(
    (query: QueryView) => {
      tell({ kind: 'begun', work: 'list', key: queryKey(query) });
      host.call('list', { query }).catch(refused('list'));
    },
    [host],
  );
  const find = useCallback(
    (query: QueryView, text: FindQuery) => {
      tell({ kind: 'begun', work: 'find', key: searchKey(query, text) });
      host.call('find', { query, find: text }).catch(refused('find'));
    },
    [host],
  );
  const stop = useCallback(
    (work: 'survey' | 'list' | 'find') => {
      tell({ kind: 'stopped', work });
      void host.call('stop', { work });
    },
    [host],
  );
  return { model, open, survey, list, find, stop };
}

/** Asks for the list of a query whenever there is none of it: after a change of it or of the file. */
export function useListOf(dataset: Dataset, query: QueryView): void {
  const { model, list, stop } = dataset;
  const version = model.state?.version;
  const key = queryKey(query);
  useEffect(() => {
    if (version === undefined) return;
    if (!isWhole(query)) list(query);
    else if (model.list?.phase === 'running') stop('list');
  }, [version, key]);
}
