import { keyReference, type FoundKey } from '../exchange/importedSpec.js';
import { isJsonObject, type Json, type JsonObject } from '../json.js';
import { parseKeyReference } from '../keys.js';
import { modelProblems } from '../spec/problems/modelProblems.js';
import { fieldOf, numberOf } from './jsonParts.js';

/** A model of another program's file: the fields of a spec's model object that it tells. */
export interface ImportedModel {
  readonly fields: JsonObject;
  /** As the file names it, for the names of specs. */
  readonly label: string;
  /** Instructions that the provider itself carries. */
  readonly system?: string;
}

/** Where an OpenAI-compatible API is, and the name that its key mostly has. */
export interface ApiPlace {
  readonly url: string;
  readonly key?: string | undefined;
}

/** Our own name for a key that only the program's own settings know. */
const FALLBACK_KEY = 'EXTERNAL_API_KEY';

/**
 * The fields of an external model. `given`: the key as it stands in the file; a literal one is learnt
 * and named, never written. Undefined where a spec could not name the address.
 */
export function externalModel(
  model: string,
  { url, key }: ApiPlace,
  { given, keys }: { readonly given?: string | undefined; readonly keys: FoundKey[] },
): JsonObject | undefined {
  const bare: JsonObject = { model, model_source: 'external', external_base_url: url };
  const token = tokenOf(given, bare, { key, keys });
  const fields = { ...bare, ...(token !== undefined && { external_api_token: token }) };
  const isBroken = modelProblems(fields, []).some(({ severity }) => severity === 'error');
  return isBroken ? undefined : fields;
}

function tokenOf(
  given: string | undefined,
  model: JsonObject,
  { key, keys }: { readonly key: string | undefined; readonly keys: FoundKey[] },
): string | undefined {
  const named = given === undefined ? undefined : environmentName(given);
  if (named !== undefined) return `\${secret:${named}}`;
  if (given !== undefined && given.trim() !== '' && !/[{}\s]/.test(given)) {
    return parseKeyReference(given) ? given : keyReference(given, model, keys);
  }
  if (key !== undefined) return `\${secret:${key}}`;
  return isOnThisMachine(model['external_base_url']) ? undefined : `\${secret:${FALLBACK_KEY}}`;
}

/** `{{ env.OPENAI_API_KEY }}`, `${OPENAI_API_KEY}` and `$OPENAI_API_KEY` name a variable. */
function environmentName(text: string): string | undefined {
  return /^\s*(?:\{\{\s*env\.(\w+)\s*\}\}|\{\{\s*env\[['"](\w+)['"]\]\s*\}\}|\$\{?(\w+)\}?)\s*$/
    .exec(text)
    ?.slice(1)
    .find((name: string | undefined) => /^[A-Za-z_]/.test(name ?? ''));
}

function isOnThisMachine(url: Json | undefined): boolean {
  return typeof url === 'string' && url.startsWith('http://');
}

/** The backend that reaches all of these models. */
export function backendFor(models: readonly (Json | undefined)[]): 'together' | 'local' {
  const isExternal = models.some(
    (model) => isJsonObject(model) && model['model_source'] === 'external',
  );
  return isExternal ? 'local' : 'together';
}

/**
 * Temperature and most tokens of a reply, as far as a spec may have them. `tokenFields`: what the other
 * program calls the latter; the first that is there counts.
 */
export function samplingFields(settings: JsonObject, tokenFields: readonly string[]): JsonObject {
  const temperature = numberOf(fieldOf(settings, 'temperature'));
  const given = tokenFields.map((name) => fieldOf(settings, name));
  const tokens = numberOf(given.find((value) => value !== undefined && value !== null));
  return {
    ...(tokens !== undefined &&
      Number.isSafeInteger(tokens) &&
      tokens >= 1 && { max_tokens: tokens }),
    ...(temperature !== undefined && temperature >= 0 && temperature <= 2 && { temperature }),
  };
}
