import { useEffect, useState } from 'preact/hooks';
import type { RejudgedView } from '../../../shared/results/detailProtocol.js';
import { reasonOf } from '../../common/reasonOf.js';
import type { ResultsHost } from '../resultsEditor.js';

export interface Rejudged extends RejudgedView {
  /** What stood in the way of the last asking. */
  readonly error: string | null;
  ask(): void;
  stop(): void;
}

const NOTHING: RejudgedView = { all: [], isAsking: false };

/** What asking the judge again about a row has come to; asked for anew with each row. */
export function useRejudged(host: ResultsHost, id: number | null): Rejudged {
  const [known, setKnown] = useState<{
    readonly id: number | null;
    readonly view: RejudgedView;
    readonly error: string | null;
  }>({ id, view: NOTHING, error: null });
  const tell = (of: number, change: { view?: RejudgedView; error?: string | null }) =>
    // The answer for a row that was left is in the list of that row when it is opened again.
    setKnown((old) => (old.id === of ? { ...old, ...change } : old));

  const ask = (of: number, so: RejudgedView) => {
    tell(of, { view: { ...so, isAsking: true }, error: null });
    host.call('rejudge', { id: of }).then(
      (view) => tell(of, { view }),
      (error: unknown) => tell(of, { view: { ...so, isAsking: false }, error: reasonOf(error) }),
    );
  };

  useEffect(() => {
    setKnown({ id, view: NOTHING, error: null });
    if (id === null) return;
    host.call('rejudged', { id }).then(
      (view) => (view.isAsking ? ask(id, view) : tell(id, { view })),
      () => undefined,
    );
  }, [host, id]);

  const { view, error } = known.id === id ? known : { view: NOTHING, error: null };
  return {
    ...view,
    error,
    ask: () => {
      if (id !== null && !view.isAsking) ask(id, view);
    },
    stop: () => {
      if (id !== null) void host.call('stopRejudging', { id });
    },
  };
}
