import type { ListedModel, ModelList } from '../../core/models/modelList.js';
import { contextText, dollars, listAge } from '../../core/models/modelTexts.js';
import { offeredModels } from '../../core/models/offeredModels.js';
import type { ModelSource } from '../../core/spec/evalSpec.js';
import { t } from '../../l10n/t.js';
import type { CommandContext } from '../commandContext.js';
import { EXIT, type ExitCode } from '../exitCode.js';
import { textTable } from '../terminal/textTable.js';

/** `gavel models`: what the service's evaluations take, from the last list or, once that is old, asked anew. */
export async function models(
  { source, refresh }: { readonly source?: ModelSource; readonly refresh?: true },
  { services, terminal, signal }: CommandContext,
): Promise<ExitCode> {
  const lists = await services.modelLists();
  const ask = refresh ? lists.refresh : lists.current;
  const { list, unreachable } = await ask('together', signal);
  const offered = offeredModels(list, { backend: 'together', source });
  const problems = [
    ...(unreachable === undefined ? [] : [{ part: 'service', message: unreachable }]),
    ...list.problems,
  ];
  const document = {
    fetched_at: new Date(list.fetchedAt).toISOString(),
    models: offered.map(documentOf),
    problems,
  };
  terminal.result(document, tableOf(list, offered, unreachable));
  for (const { message } of problems) terminal.say(t('note: {0}', message));
  return EXIT.ok;
}

/** Fields that are not known are null, so that every model has the same. */
function documentOf({ id, source, contextLength, price, endpoint, displayName }: ListedModel) {
  return {
    id,
    source,
    display_name: displayName ?? null,
    context_length: contextLength ?? null,
    input_usd_per_million: price?.input ?? null,
    output_usd_per_million: price?.output ?? null,
    cached_input_usd_per_million: price?.cachedInput ?? null,
    endpoint_id: endpoint?.id ?? null,
    served_model: endpoint?.model ?? null,
    state: endpoint?.state ?? null,
    hardware: endpoint?.hardware ?? null,
  };
}

function tableOf(
  list: ModelList,
  offered: readonly ListedModel[],
  unreachable: string | undefined,
): string {
  const age = listAge(list, { now: Date.now(), unreachable });
  if (offered.length === 0) return t('No such model ({0}).', age);
  const table = textTable(
    ['id', t('source'), t('context'), t('in per M'), t('out per M'), t('state')],
    offered.map(({ id, source, contextLength, price, endpoint }) => [
      id,
      source,
      contextLength === undefined ? '' : contextText(contextLength),
      price ? dollars(price.input) : '',
      price ? dollars(price.output) : '',
      endpoint?.state?.toLowerCase() ?? '',
    ]),
    60,
  );
  return `${table}\n\n${t('{0} models, {1}', offered.length, age)}`;
}
