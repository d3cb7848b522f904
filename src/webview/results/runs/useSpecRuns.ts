import { useEffect, useState } from 'preact/hooks';
import type { SpecRunsView } from '../../../shared/results/specRunsProtocol.js';
import { reasonOf } from '../../common/reasonOf.js';
import type { ResultsHost } from '../resultsEditor.js';

type Reading =
  | { readonly state: 'reading' }
  | { readonly state: 'read'; readonly known: SpecRunsView }
  | { readonly state: 'failed'; readonly message: string };

/** The runs of the spec, read again when there are others; what was read stays until then. */
export function useSpecRuns(
  host: ResultsHost,
  status: string,
): { readonly reading: Reading; retry(): void } {
  const [reading, setReading] = useState<Reading>({ state: 'reading' });
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    let current = true;
    host.call('specRuns', {}).then(
      (known) => current && setReading({ state: 'read', known }),
      (error: unknown) => current && setReading({ state: 'failed', message: reasonOf(error) }),
    );
    return () => void (current = false);
  }, [host, status, attempt]);
  useEffect(() => host.on('specRunsChanged', () => setAttempt((before) => before + 1)), [host]);
  return { reading, retry: () => setAttempt(attempt + 1) };
}
