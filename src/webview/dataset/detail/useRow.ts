import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { datasetProtocol } from '../../../shared/datasetProtocol.js';
import type { Reply } from '../../../shared/rpc.js';
import { reasonOf } from '../../common/reasonOf.js';
import type { DatasetHost } from '../useDataset.js';

type Row = Reply<typeof datasetProtocol, 'row'>;

interface RowOptions {
  readonly host: DatasetHost;
  readonly row: number | null;
  readonly version: number;
}

/**
 * The active row in full. One is asked for at a time: while an arrow is held, those passed by are
 * not. The row before stays until the next is here.
 */
export function useRow({ host, row, version }: RowOptions) {
  const [shown, setShown] = useState<{ key: string; row: Row } | null>(null);
  const [error, setError] = useState<string | null>(null);
  const [attempt, setAttempt] = useState(0);
  const isAsking = useRef(false);
  const wanted = useRef({ row, key: '' });
  const key = `${version} ${row ?? ''} ${attempt}`;
  wanted.current = { row, key };

  const ask = useCallback(() => {
    const { row: number, key: mine } = wanted.current;
    if (isAsking.current || number === null) return;
    isAsking.current = true;
    const settle = (act: () => void) => {
      isAsking.current = false;
      if (wanted.current.key === mine) act();
      else ask();
    };
    host.call('row', { row: number }).then(
      (reply) => settle(() => setShown({ key: mine, row: reply })),
      (failure: unknown) => settle(() => setError(reasonOf(failure))),
    );
  }, [host]);

  useEffect(() => {
    setError(null);
    ask();
  }, [key, ask]);

  // Of another content of the file nothing stays.
  const isOld = shown !== null && !shown.key.startsWith(`${version} `);
  return {
    shown: row === null || isOld || error !== null ? null : (shown?.row ?? null),
    error,
    retry: () => setAttempt(attempt + 1),
  };
}
