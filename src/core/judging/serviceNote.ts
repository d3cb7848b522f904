import { t } from '../../l10n/t.js';
import type { RunBackend } from '../runs/manifest.js';

/**
 * What to know of the messages that we show for a run on the cloud service: only the templates are
 * ours there (API reference, section 2.5). Undefined for a backend that sends what is shown.
 */
export function serviceNote(backend: RunBackend): string | undefined {
  if (backend !== 'together') return undefined;
  return t(
    'The service words the rest of the judge’s request itself and does not promise to fence the judged text; around your templates, the local runner’s wording is shown.',
  );
}
