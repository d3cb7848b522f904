import { BACKEND_NAMES, type BackendName } from '../../core/spec/evalSpec.js';
import { UserError } from '../../core/userError.js';
import { t } from '../../l10n/t.js';
import type { LaunchChoice } from '../preflight/plannedLaunch.js';

/** The second argument of `gavel.run`, `gavel.dryRun` and `gavel.preflight`. */
export interface LaunchOptions {
  readonly backend?: BackendName;
  /** Rows at most, from the start of the dataset unless there is a seed. */
  readonly limit?: number;
  /** Takes the place of the spec's `sample_seed`. */
  readonly seed?: number;
  /** The very rows, from 1; takes the place of a limit. */
  readonly rows?: readonly number[];
  readonly dryRun?: boolean;
  /** False: nobody is asked, whatever it costs. */
  readonly confirm?: boolean;
  /** False: no editor is opened. */
  readonly open?: boolean;
}

/** Reads what a caller gave; throws `UserError` for what can't be meant. */
export function readOptions(given: unknown): LaunchOptions {
  // The editor title and the explorer pass a context or a list of files as second argument.
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return {};
  const backend =
    'backend' in given ? BACKEND_NAMES.find((name) => name === given.backend) : undefined;
  if ('backend' in given && given.backend !== undefined && !backend) {
    throw new UserError('usage', t('The backend must be one of {0}.', BACKEND_NAMES.join(', ')));
  }
  const limit = 'limit' in given ? given.limit : undefined;
  if (limit !== undefined && !isRow(limit)) {
    throw new UserError('usage', t('The limit must be a whole number of rows, at least 1.'));
  }
  const seed = 'seed' in given ? given.seed : 'sampleSeed' in given ? given.sampleSeed : undefined;
  if (seed !== undefined && !(typeof seed === 'number' && Number.isSafeInteger(seed))) {
    throw new UserError('usage', t('The seed must be a whole number.'));
  }
  const rows: unknown = 'rows' in given ? given.rows : undefined;
  if (rows !== undefined && !isRows(rows)) {
    throw new UserError('usage', t('The rows must be a list of whole numbers, from 1.'));
  }
  return {
    ...(backend && { backend }),
    ...(limit !== undefined && { limit }),
    ...(seed !== undefined && { seed }),
    ...(rows && { rows }),
    ...(('dryRun' in given && given.dryRun === true) ||
    ('isDryRun' in given && given.isDryRun === true)
      ? { dryRun: true }
      : {}),
    ...('confirm' in given && given.confirm === false && { confirm: false }),
    ...('open' in given && given.open === false && { open: false }),
  };
}

export function launchChoice({ backend, limit, seed, rows, dryRun }: LaunchOptions): LaunchChoice {
  return {
    ...(backend && { backend }),
    ...(limit !== undefined && { limit }),
    ...(seed !== undefined && { sampleSeed: seed }),
    ...(rows && { rows }),
    ...(dryRun && { isDryRun: true }),
  };
}

function isRow(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0;
}

function isRows(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.length > 0 && value.every(isRow);
}
