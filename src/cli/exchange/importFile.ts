import path from 'node:path';
import { importFile as importInto, type ImportForm } from '../../core/imports/importFile.js';
import { noteLine } from '../../core/imports/importReport.js';
import { t } from '../../l10n/t.js';
import type { CommandContext } from '../commandContext.js';
import { EXIT, type ExitCode } from '../exitCode.js';

export interface ImportFileOptions {
  readonly out?: string;
  readonly data?: string;
}

/** `gavel import promptfoo|openai FILE`: specs, datasets and runs of another program’s file. */
export async function importFile(
  form: ImportForm,
  { file, options }: { readonly file: string; readonly options: ImportFileOptions },
  { services, terminal, signal, path: absolute, runsRoot }: CommandContext,
): Promise<ExitCode> {
  const source = absolute(file);
  const made = await importInto(
    {
      form,
      file: source,
      data: options.data === undefined ? undefined : absolute(options.data),
      folder: options.out === undefined ? path.dirname(source) : absolute(options.out),
      runsRoot,
    },
    services,
    { join: path.join, signal },
  );
  const { specs, datasets, report, notes } = made;
  const runs = made.runs.map(({ folder }) => folder);
  // A key is named, never shown.
  const keys = made.keys.map(({ name, origin }) => ({
    name,
    ...(origin !== undefined && { origin }),
  }));
  terminal.result(
    { specs, datasets, runs, report, notes, keys },
    [...specs, ...datasets, ...runs, report].join('\n'),
  );
  for (const note of notes) terminal.say(noteLine(note));
  for (const { name, origin } of keys) {
    terminal.say(
      origin === undefined
        ? t('The key in it is not written: set GAVEL_SECRET_{0}.', name)
        : t('The key in it is not written: set GAVEL_SECRET_{0} for {1}.', name, origin),
    );
  }
  return EXIT.ok;
}
