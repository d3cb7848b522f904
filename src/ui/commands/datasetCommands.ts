import * as vscode from 'vscode';
import { parseWhere } from '../../core/dataset/query/parseWhere.js';
import type { RowFilter } from '../../core/dataset/query/rowQuery.js';
import { UserError } from '../../core/userError.js';
import { t } from '../../l10n/t.js';
import type { WriteActionName } from '../dataset/datasetActions.js';
import type { ActionAnswers, ActionRequest } from '../dataset/plannedWrite.js';
import { isDatasetPath } from '../datasets/datasetFile.js';
import { activeUri, uriOf } from './arguments.js';
import type { CommandContext } from './commands.js';
import { pickDataset } from './viewCommands.js';

type Options = Readonly<Record<string, unknown>>;
type ReadAnswers = (options: Options) => ActionAnswers;

/**
 * Each writes a new dataset from one that is given, active or picked; gives the new file's `Uri`.
 * Options of all: `target` (a path or `Uri`, else the user is asked), `where` (a condition on rows or
 * several, as for `gavel dataset --where`).
 */
export const sampleDataset = writing('sample', (options) => {
  const count = wholeNumber(options, 'count');
  if (count === undefined) return {};
  if (count < 1) throw new UserError('usage', t('The option count must be at least 1.'));
  return { sample: { count, seed: wholeNumber(options, 'seed') ?? 1 } };
});

/** Options: `columns`, those that are kept, in order; `guardFormulas`. */
export const saveRows = writing('save', guarded);

/** Options: `guardFormulas`, which says how CSV is written. */
export const convertDataset = writing('convert', guarded);

/** Options: `columns`, in which rows must be alike; an empty list for all of them. */
export const deduplicateDataset = writing('deduplicate', (options) => {
  const columns = names(options, 'columns');
  return columns ? { distinctBy: columns } : {};
});

/** Options: `column` and `as`, its new name; else every column that no template can name. */
export const renameColumns = writing('rename', (options) => {
  const [column, as] = [text(options, 'column'), text(options, 'as')];
  if (column === undefined) return { rename: 'identifiers' };
  return as === undefined ? {} : { rename: { name: column, as } };
});

/** Options: `column`; `target` is the pattern of the names. Gives the `Uri` of each new file. */
export async function splitDataset(
  context: CommandContext,
  argument?: unknown,
  given?: unknown,
): Promise<readonly vscode.Uri[] | undefined> {
  return write(context, 'split', {
    argument,
    given,
    read: (options) => {
      const column = text(options, 'column');
      return column === undefined ? {} : { splitBy: column };
    },
  });
}

function guarded(options: Options): ActionAnswers {
  const { guardFormulas } = options;
  return typeof guardFormulas === 'boolean' ? { guardFormulas } : {};
}

function writing(name: WriteActionName, read: ReadAnswers) {
  return async (context: CommandContext, argument?: unknown, given?: unknown) => {
    const files = await write(context, name, { argument, given, read });
    return files?.[0];
  };
}

async function write(
  { ui }: CommandContext,
  name: WriteActionName,
  asked: { readonly argument: unknown; readonly given: unknown; readonly read: ReadAnswers },
): Promise<readonly vscode.Uri[] | undefined> {
  const options = readOptions(asked.given);
  const answers = { ...asked.read(options), ...targetOf(options) };
  const request = requestOf(options);
  const active = activeUri();
  const uri =
    uriOf(asked.argument) ??
    (active && isDatasetPath(active.path) ? active : await pickDataset(ui));
  if (!uri) return undefined;
  const { WRITE_ACTIONS } = await import('../dataset/datasetActions.js');
  const engine = await ui.services.datasetEngine();
  const open = await engine.open(uri.fsPath, () => undefined);
  try {
    return await WRITE_ACTIONS[name]({ ui, uri, open }, request, answers);
  } finally {
    await open.close();
  }
}

/** The explorer passes a list of files as second argument. */
function readOptions(given: unknown): Options {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return {};
  return { ...given };
}

function requestOf(options: Options): ActionRequest {
  const { where } = options;
  const conditions = typeof where === 'string' ? [where] : (names(options, 'where') ?? []);
  const filters = conditions.flatMap((condition): readonly RowFilter[] => {
    const { filters: found, problem } = parseWhere(condition, { matchCase: false });
    if (!problem) return found;
    throw new UserError(
      'usage',
      t(
        "The condition {0} can't be read: {1}, at character {2}.",
        condition,
        problem.message,
        problem.at,
      ),
    );
  });
  const columns = names(options, 'columns');
  const column = text(options, 'column');
  return {
    query: { filters, order: null },
    ...(columns && { columns }),
    ...(column !== undefined && { column }),
  };
}

function targetOf({ target }: Options): { readonly target?: string } {
  if (target instanceof vscode.Uri) return { target: target.fsPath };
  return typeof target === 'string' ? { target } : {};
}

function text(options: Options, name: string): string | undefined {
  const value = options[name];
  if (value === undefined || typeof value === 'string') return value;
  throw new UserError('usage', t('The option {0} must be a text.', name));
}

function names(options: Options, name: string): readonly string[] | undefined {
  const value = options[name];
  if (value === undefined) return undefined;
  if (Array.isArray(value) && value.every((each) => typeof each === 'string')) return value;
  throw new UserError('usage', t('The option {0} must be a list of texts.', name));
}

function wholeNumber(options: Options, name: string): number | undefined {
  const value = options[name];
  if (value === undefined) return undefined;
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
  throw new UserError('usage', t('The option {0} must be a whole number.', name));
}
