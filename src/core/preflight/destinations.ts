import { t } from '../../l10n/t.js';
import { parseKeyReference } from '../keys.js';
import type { EvalPlan, ModelField } from '../runs/evalBackend.js';
import type { ResolvedSpec } from '../spec/evalSpec.js';
import { modelObjects, responders } from '../spec/responders.js';
import { specColumns } from '../spec/specColumns.js';
import { templateColumns } from '../template/renderTemplate.js';

/** One place that data of a run goes to. */
export interface Destination {
  /** `dataset`: the service gets the rows themselves. */
  readonly what: 'dataset' | ModelField;
  readonly model?: string;
  /** Host and port, or a phrase where there is none, e.g. `VS Code`. */
  readonly to: string;
  /** Columns whose values go there. */
  readonly columns: readonly string[];
  /** Responses that a model has generated go there as well. */
  readonly hasGenerated: boolean;
  /** The key that is sent: its name, never its value; `service`: the service's own. */
  readonly key?: string;
  /** The service calls it, not this machine. */
  readonly isByService: boolean;
}

/** Where data of a run goes, the dataset first. */
export function destinations(plan: EvalPlan, serviceUrl: string): Destination[] {
  const { spec, backend } = plan;
  const known = 'info' in plan.dataset ? plan.dataset.info.columns : undefined;
  const present = (columns: readonly string[]) =>
    [...new Set(columns)].filter((column) => known?.includes(column) ?? true);
  const models = modelObjects(spec).map(([field, model]): Destination => {
    const key = keyOf(model);
    return {
      what: field,
      model: model.model,
      to: addressOf(model, backend === 'demo' ? t('the embedded service') : hostOf(serviceUrl)),
      columns: present(columnsOf(spec, field)),
      hasGenerated: field === 'judge' && modelObjects(spec).length > 1,
      ...(key !== undefined && backend !== 'demo' && { key }),
      isByService: backend === 'together' && model.model_source === 'external',
    };
  });
  if (backend === 'local') return models;
  const dataset: Destination = {
    what: 'dataset',
    to: backend === 'demo' ? t('the embedded service') : hostOf(serviceUrl),
    columns: present(specColumns(spec)),
    hasGenerated: false,
    ...(backend === 'together' && { key: 'service' }),
    isByService: false,
  };
  // What runs inside the service leaves it no more.
  return [dataset, ...models.filter(({ isByService }) => isByService)];
}

function columnsOf(spec: ResolvedSpec, field: ModelField): string[] {
  if (field !== 'judge') {
    const model = responders(spec).find(([name]) => name === field)?.[1];
    if (typeof model !== 'object') return [];
    return [...templateColumns(model.system_template), ...templateColumns(model.input_template)];
  }
  // The judge reads the prompt of each response, too.
  const judged = responders(spec).flatMap(([, responder]) =>
    typeof responder === 'string' ? [responder] : templateColumns(responder.input_template),
  );
  return [...templateColumns(spec.judge.system_template), ...judged];
}

type Model = Pick<
  ResolvedSpec['judge'],
  'model' | 'model_source' | 'external_base_url' | 'external_api_token'
>;

function addressOf(model: Model, serviceHost: string): string {
  if (model.model_source !== 'external') return serviceHost;
  if (model.external_base_url !== undefined) return hostOf(model.external_base_url);
  return model.model.startsWith('vscode:') ? 'VS Code' : t('the provider of {0}', model.model);
}

function keyOf({ model_source: source, external_api_token: token }: Model): string | undefined {
  if (source !== 'external') return 'service';
  return token === undefined
    ? undefined
    : (parseKeyReference(token)?.name ?? t('a key in the spec'));
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : t('an address that is no URL');
}
