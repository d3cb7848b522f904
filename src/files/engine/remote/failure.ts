import { UserError } from '../../../core/userError.js';
import { t } from '../../../l10n/t.js';
import { StaleIndex } from '../../scan/staleIndex.js';
import type { Failure } from './messages.js';

export function failureOf(error: unknown, signal?: AbortSignal): Failure {
  if (signal?.aborted) return { kind: 'aborted', message: t('It was stopped.') };
  if (error instanceof UserError) return { kind: error.kind, message: error.message };
  if (error instanceof StaleIndex) return { kind: 'stale', message: error.message };
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  return { kind: 'fault', message, ...(stack !== undefined && { stack }) };
}

export function errorOf({ kind, message, stack }: Failure): Error {
  switch (kind) {
    case 'aborted':
      return new DOMException(message, 'AbortError');
    case 'stale':
      return new StaleIndex(message);
    case 'fault':
      return Object.assign(new Error(message), stack === undefined ? {} : { stack });
    default:
      return new UserError(kind, message);
  }
}
