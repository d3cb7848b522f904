import type { ImportOptions } from '../../core/exchange/verdicts/importOptions.js';
import { headlineSentence } from '../../core/stats/headline.js';
import { t } from '../../l10n/t.js';
import type { CommandContext } from '../commandContext.js';
import { EXIT, type ExitCode } from '../exitCode.js';
import type { ImportResultsOptions } from './importOptions.js';

/** `gavel import results FILE`: a run folder of a CSV or JSON Lines file with verdicts in it. */
export async function importResults(
  file: string,
  options: ImportResultsOptions,
  { services, terminal, signal, path, runsRoot }: CommandContext,
): Promise<ExitCode> {
  const planned = await services.planImport(path(file), importOptions(options), signal);
  const { guesses, unknown } = planned.plan;
  for (const guess of guesses) terminal.say(t('guessed: {0}', guess));
  const root = options.out === undefined ? runsRoot : path(options.out);
  const run = await services.importResults(planned, root, signal);
  const manifest = await services.runs.read(run);
  const { statistics, name } = manifest;
  const sentence = statistics ? headlineSentence(statistics) : '';
  terminal.result(
    { ...manifest, folder: run.folder },
    `${t('{0}: imported as {1}', name, run.id)}\n${sentence}\n${run.folder}`,
  );
  if (unknown.includes('pass_threshold')) {
    terminal.say(t('note: nobody said from which score a row passes; say it with --threshold.'));
  }
  return EXIT.ok;
}

function importOptions(options: ImportResultsOptions): ImportOptions {
  const { map = {}, flipped, pass, flippedAsShown, model, ...rest } = options;
  return {
    ...rest,
    map: { ...map, ...(flipped !== undefined && { flipped }) },
    passLabels: pass,
    isFlippedAsShown: flippedAsShown,
    models: model,
  };
}
