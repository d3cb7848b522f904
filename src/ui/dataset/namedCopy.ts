import { basename, dirname, extname } from 'node:path';
import * as vscode from 'vscode';
import { outcomeNotes } from '../../core/dataset/writing/outcomeNotes.js';
import { nameableColumns } from '../../core/dataset/writing/renameColumns.js';
import { UserError } from '../../core/userError.js';
import { t } from '../../l10n/t.js';
import type { GavelUi } from '../gavelUi.js';
import { freePath } from './chosenTarget.js';
import { writeWithProgress } from './writeNewDataset.js';

interface NamedCopy {
  /** Path of the copy. */
  readonly copy: string;
  /** New names by the old ones, of the columns that have one. */
  readonly names: ReadonlyMap<string, string>;
}

/**
 * Writes a copy of the dataset at `path`, beside it, in which templates can name every column. The
 * dataset itself stays as it is. Throws `UserError`.
 */
export async function writeNamedCopy(ui: GavelUi, path: string): Promise<NamedCopy> {
  const info = await ui.services.datasets.describe(path);
  const names = nameableColumns(info.columns);
  if (names.size === 0) {
    throw new UserError(
      'usage',
      t('Templates can name every column of {0} already.', basename(path)),
    );
  }
  const ending = extname(path);
  const copy = await freePath(dirname(path), `${basename(path, ending)}-named`, ending);
  const { format, delimiter } = info;
  const engine = await ui.services.datasetEngine();
  const open = await engine.open(info.path, () => undefined);
  try {
    const outcome = await writeWithProgress(open, {
      query: { filters: [], order: null },
      target: copy,
      format,
      ...(delimiter !== undefined && { delimiter }),
      renames: [...names].map(([name, as]) => ({ name, as })),
      guardFormulas: false,
    });
    if (outcome.leftOut) {
      const notes = outcomeNotes(
        { ...outcome, unguarded: 0 },
        { from: format, to: format, remedy: '' },
      );
      void vscode.window.showWarningMessage([t('In {0}:', basename(copy)), ...notes].join(' '));
    }
  } finally {
    await open.close();
  }
  return { copy, names };
}
