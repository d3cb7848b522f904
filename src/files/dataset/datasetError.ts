import { basename } from 'node:path';
import { UserError } from '../../core/userError.js';
import { t } from '../../l10n/t.js';
import { ChangedContent } from '../scan/changedContent.js';
import { StaleIndex } from '../scan/staleIndex.js';
import { storageError } from '../storageError.js';
import { DatasetFault } from './datasetFault.js';

/** What a failure with a dataset file means to a person; an abort stays what it is. */
export function datasetError(
  error: unknown,
  path: string,
  signal: AbortSignal | undefined,
): unknown {
  if (signal?.aborted) return signal.reason;
  if (error instanceof DatasetFault) {
    return new UserError('dataset', t('In the dataset {0}, {1}.', basename(path), error.message), {
      cause: error,
    });
  }
  if (error instanceof ChangedContent) {
    return new UserError(
      'dataset',
      t(
        'The dataset {0} has changed since its rows were begun; put the old version back and go on, or start again on the new one.',
        basename(path),
      ),
      { cause: error },
    );
  }
  if (error instanceof StaleIndex) {
    return new UserError(
      'dataset',
      t(
        'The dataset {0} keeps changing while it is read; try again when it is whole.',
        basename(path),
      ),
      { cause: error },
    );
  }
  return storageError(error, {
    doing: t('read the dataset'),
    path,
    missing: 'dataset',
    other: 'dataset',
  });
}
