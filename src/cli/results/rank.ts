import { rankModels, strengthText } from '../../core/compare/rankModels.js';
import type { ModelRanking } from '../../core/compare/rankModels.js';
import { readRankedRun } from '../../core/compare/readRankedRun.js';
import { fixed, numberText, plural, t } from '../../l10n/t.js';
import type { CommandContext } from '../commandContext.js';
import { readRuns } from './diff.js';
import { EXIT, type ExitCode } from '../exitCode.js';
import { textTable } from '../terminal/textTable.js';

/** `gavel rank RUN…`: the models of several compare runs, the strongest first. */
export async function rank(
  runTexts: readonly string[],
  context: CommandContext,
): Promise<ExitCode> {
  const { services, signal, terminal } = context;
  const runs = [];
  for (const run of await readRuns(runTexts, context)) {
    runs.push(await readRankedRun(run, services.runs, signal));
  }
  const ranking = rankModels(runs);
  terminal.result(
    {
      runs: runs.map(({ manifest: { id, name } }) => ({ id, name })),
      models: ranking.models.map(({ winShare, ...model }) => ({ ...model, win_share: winShare })),
      is_connected: ranking.isConnected,
      groups: ranking.groups,
      cautions: ranking.cautions,
    },
    rankingText(ranking, runs.length),
  );
  return EXIT.ok;
}

function rankingText({ models, cautions }: ModelRanking, runs: number): string {
  return [
    ...cautions,
    textTable(
      ['', t('model'), t('strength (95 % interval)'), t('rows'), t('wins')],
      models.map(({ place, name, strength, games, winShare }) => [
        place === null ? '–' : String(place),
        name,
        strengthText(strength),
        numberText(games),
        `${fixed(100 * winShare, 1)} %`,
      ]),
      60,
    ),
    plural(
      runs,
      'Bradley–Terry over {0} run: log-odds of winning against the mean of these models; a tie is half a win.',
      'Bradley–Terry over {0} runs: log-odds of winning against the mean of these models; a tie is half a win.',
    ),
  ].join('\n');
}
