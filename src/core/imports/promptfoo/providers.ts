import { t } from '../../../l10n/t.js';
import type { FoundKey } from '../../exchange/importedSpec.js';
import { isJsonObject, type Json, type JsonObject } from '../../json.js';
import { PROVIDER_BASES } from '../../models/providerBases.js';
import {
  externalModel,
  samplingFields,
  type ApiPlace,
  type ImportedModel,
} from '../importedModel.js';
import type { ImportNotes } from '../importNotes.js';
import { fieldOf, objectOf, saidText } from '../jsonParts.js';

/** A provider of a promptfoo config, as it stands there. */
export interface GivenProvider {
  readonly id: string;
  readonly label: string;
  readonly config: JsonObject;
  /** Labels of the prompts that it is asked, where not all. */
  readonly prompts?: readonly string[];
}

const base = (name: string): ApiPlace | undefined =>
  PROVIDER_BASES.find((each) => each.shortcut === name || each.name.toLowerCase() === name);

/** OpenAI-compatible addresses by promptfoo's prefixes, beside those that are known anyway. */
const PLACES: Readonly<Record<string, ApiPlace>> = {
  cerebras: { url: 'https://api.cerebras.ai/v1', key: 'CEREBRAS_API_KEY' },
  deepseek: { url: 'https://api.deepseek.com/v1', key: 'DEEPSEEK_API_KEY' },
  fireworks: { url: 'https://api.fireworks.ai/inference/v1', key: 'FIREWORKS_API_KEY' },
  hyperbolic: { url: 'https://api.hyperbolic.xyz/v1', key: 'HYPERBOLIC_API_KEY' },
  litellm: { url: 'http://localhost:4000' },
  llamafile: { url: 'http://localhost:8080/v1' },
  llama: { url: 'http://localhost:8080/v1' },
  localai: { url: 'http://localhost:8080/v1' },
  ollama: { url: 'http://localhost:11434/v1' },
  perplexity: { url: 'https://api.perplexity.ai', key: 'PERPLEXITY_API_KEY' },
  vllm: { url: 'http://localhost:8000/v1' },
  xai: { url: 'https://api.x.ai/v1', key: 'XAI_API_KEY' },
};
const SERVERLESS = new Set(['together', 'togetherai']);
/** Words between a provider and its model that mean chat completions, or as good as those. */
const CHAT = new Set(['chat', 'messages', 'completion', 'completions', 'responses']);
const NO_CHAT =
  /^(?:image|images|video|embedding|embeddings|realtime|live|assistant|agents?|codex.*|chatkit|tts|speech|transcription|moderation|rerank)$/;
const CODE =
  /^(?:exec|python|ruby|golang|package|file|javascript):|\.(?:[cm]?[jt]s|py|rb|go)(?::|$)/;

/** Settings that a spec's model has too, or that say where it is. */
const CARRIED = new Set([
  'temperature',
  'max_tokens',
  'max_completion_tokens',
  'max_output_tokens',
  'maxOutputTokens',
  'apiBaseUrl',
  'apiHost',
  'baseUrl',
  'apiKey',
  'apiKeyEnvar',
  'apiKeyRequired',
  'instructions',
  'systemPrompt',
  'system_prompt',
]);

/** A provider as a model of a spec; undefined for one that has no like, which is noted. */
export function modelOf(
  { id, label, config }: GivenProvider,
  {
    notes,
    keys,
    where,
  }: { readonly notes: ImportNotes; readonly keys: FoundKey[]; readonly where: string },
): ImportedModel | undefined {
  const lost = (why: string, instead?: string): undefined => {
    notes.lost({ what: t('provider {0}', id), why, instead, where });
    return undefined;
  };
  if (CODE.test(id)) {
    lost(
      t('It is a program of your own, and no code of a config is run.'),
      t(
        'Write what it answers into a column of the dataset and name that column as the model to evaluate.',
      ),
    );
    return;
  }
  const [prefix = '', ...rest] = id.split(':');
  const mode = rest[0] ?? '';
  if (rest.length > 1 && NO_CHAT.test(mode)) {
    lost(t('It is no chat model ({0}).', mode));
    return;
  }
  const name = (CHAT.has(mode) && rest.length > 1 ? rest.slice(1) : rest).join(':');
  if (name === '') {
    lost(t('Its name tells no model.'));
    return;
  }
  const settings = settingsOf(config);
  for (const setting of Object.keys(config)) {
    if (CARRIED.has(setting)) continue;
    notes.lost({
      what: t('provider setting {0}', setting),
      why: t('A spec’s model has no such setting; the model’s own default holds.'),
      where: label,
    });
  }
  const carried = (fields: JsonObject): ImportedModel => {
    const system = saidText(
      fieldOf(config, 'instructions') ??
        fieldOf(config, 'systemPrompt') ??
        fieldOf(config, 'system_prompt'),
    );
    return { fields: { ...fields, ...settings }, label, ...(system !== undefined && { system }) };
  };
  if (SERVERLESS.has(prefix)) return carried({ model: name, model_source: 'serverless' });
  const place = placeOf(prefix, config);
  if (!place) {
    lost(
      t('Its API is none that speaks as OpenAI’s chat completions do, as far as is known here.'),
      t('If it has an OpenAI-compatible address, write that as external_base_url in the spec.'),
    );
    return;
  }
  if (mode === 'responses' || mode === 'completion') {
    notes.changed({
      what: t('provider {0}:{1}', prefix, mode),
      why: t('The model is asked by chat completions.'),
      where: label,
    });
  }
  const fields = externalModel(name, place, { given: saidText(fieldOf(config, 'apiKey')), keys });
  if (fields) return carried(fields);
  lost(t('Its address is none that a spec may name (https, or http on this machine).'));
  return undefined;
}

function placeOf(prefix: string, config: JsonObject): ApiPlace | undefined {
  const known = Object.hasOwn(PLACES, prefix) ? PLACES[prefix] : base(prefix);
  const own = saidText(fieldOf(config, 'apiBaseUrl') ?? fieldOf(config, 'baseUrl'));
  const host = saidText(fieldOf(config, 'apiHost'));
  const named = saidText(fieldOf(config, 'apiKeyEnvar'));
  const key = named !== undefined && /^[A-Za-z_]\w*$/.test(named) ? named : known?.key;
  if (/^azure(?:openai)?$/.test(prefix)) {
    if (host === undefined) return undefined;
    // Azure's newer API is OpenAI-compatible below this path; the deployment is the model's name.
    return { url: `https://${bareHost(host)}/openai/v1`, key: key ?? 'AZURE_API_KEY' };
  }
  if (own !== undefined && (known || prefix === 'openai')) {
    const isOther = known !== undefined && !own.startsWith(known.url);
    return { url: own, key: isOther && named === undefined ? undefined : key };
  }
  if (host !== undefined && known) return { url: `https://${bareHost(host)}/v1`, key };
  return known && { url: known.url, key };
}

function bareHost(host: string): string {
  return host.replace(/^https?:\/\//, '').replace(/\/.*$/s, '');
}

function settingsOf(config: JsonObject): JsonObject {
  return samplingFields(config, [
    'max_tokens',
    'max_completion_tokens',
    'max_output_tokens',
    'maxOutputTokens',
  ]);
}

/** Providers as a config lists them: names, objects with `id`, or one object with a name as its key. */
export function givenProviders(value: Json | undefined): GivenProvider[] {
  const items =
    typeof value === 'string' || isJsonObject(value)
      ? [value]
      : Array.isArray(value)
        ? (value as readonly Json[])
        : [];
  return items.flatMap((item): GivenProvider[] => {
    if (typeof item === 'string') return [{ id: item, label: item, config: {} }];
    if (!isJsonObject(item)) return [];
    const id = saidText(fieldOf(item, 'id'));
    if (id !== undefined) return [providerOf(id, item)];
    return Object.entries(item).flatMap(([name, member]) =>
      isJsonObject(member) ? [providerOf(saidText(fieldOf(member, 'id')) ?? name, member)] : [],
    );
  });
}

function providerOf(id: string, item: JsonObject): GivenProvider {
  const prompts = fieldOf(item, 'prompts');
  return {
    id,
    label: saidText(fieldOf(item, 'label')) ?? id,
    config: objectOf(fieldOf(item, 'config')),
    ...(Array.isArray(prompts) && {
      prompts: (prompts as readonly Json[]).filter((each) => typeof each === 'string'),
    }),
  };
}
