import { useEffect } from 'preact/hooks';
import type { ResultsHost } from './resultsEditor.js';

/** Shows the rows on which people and the judge differ, once somebody wants to see them. */
export function useWantedDifferences(host: ResultsHost, show: (filters: string[]) => void): void {
  useEffect(() => {
    const ask = () => {
      host.call('wantedDifferences', {}).then(
        ({ filters }) => filters && show(filters),
        // The Judge page says why labels can't be read.
        () => undefined,
      );
    };
    ask();
    return host.on('differencesWanted', ask);
  }, [host]);
}
