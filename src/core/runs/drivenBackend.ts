import { t } from '../../l10n/t.js';
import type { BackendName } from '../spec/evalSpec.js';
import { UserError } from '../userError.js';
import type { RunManifest } from './manifest.js';

/**
 * The backend that can do more for a run: judge what is left, cancel, retry. Throws `UserError` of kind
 * `usage` for verdicts that were imported: nobody can be asked again.
 */
export function drivenBackend({
  name,
  backend,
}: Pick<RunManifest, 'name' | 'backend'>): BackendName {
  if (backend !== 'imported') return backend;
  throw new UserError(
    'usage',
    t(
      '{0} was imported from a file of verdicts, so there is no judge to ask; make a spec for its dataset and run that.',
      name,
    ),
  );
}
