import { basename } from 'node:path';
import { UserError } from '../../core/userError.js';
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
    return new UserError('dataset', `In the dataset ${basename(path)}, ${error.message}.`, {
      cause: error,
    });
  }
  if (error instanceof ChangedContent) {
    return new UserError(
      'dataset',
      `The dataset ${basename(path)} has changed since its rows were begun; put the old version back and go on, or start again on the new one.`,
      { cause: error },
    );
  }
  if (error instanceof StaleIndex) {
    return new UserError(
      'dataset',
      `The dataset ${basename(path)} keeps changing while it is read; try again when it is whole.`,
      { cause: error },
    );
  }
  return storageError(error, {
    doing: 'read the dataset',
    path,
    missing: 'dataset',
    other: 'dataset',
  });
}
