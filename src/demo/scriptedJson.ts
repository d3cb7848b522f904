import type { Json, JsonObject } from '../core/json.js';
import { isJsonObject } from '../core/json.js';
import type { ScriptedRequest } from './scriptedModel.js';
import { shareOf } from './words.js';

const MAX_DEPTH = 8;

/** A small instance of a JSON Schema that isn't a verdict's: what the keywords below ask for. */
export function scriptedJson(seed: number, request: ScriptedRequest, schema: JsonObject): Json {
  const share = (path: string) =>
    shareOf(seed, request.model, JSON.stringify(request.messages), path);

  const make = (part: Json | undefined, path: string, depth: number): Json => {
    if (!isJsonObject(part) || depth > MAX_DEPTH) return null;
    if (part['const'] !== undefined) return part['const'];
    const options = part['enum'] ?? part['anyOf'];
    if (Array.isArray(options) && options.length > 0) {
      const chosen = (options as readonly Json[])[Math.floor(share(path) * options.length)];
      return part['enum'] === undefined ? make(chosen, path, depth + 1) : (chosen ?? null);
    }
    const type = Array.isArray(part['type']) ? (part['type'] as readonly Json[])[0] : part['type'];
    switch (typeof type === 'string' ? type : 'null') {
      case 'object': {
        const properties = isJsonObject(part['properties']) ? part['properties'] : {};
        const fields = Object.entries(properties).map(([name, inner]) => [
          name,
          make(inner, `${path}/${name}`, depth + 1),
        ]);
        return Object.fromEntries(fields) as JsonObject;
      }
      case 'array':
        return [make(part['items'], `${path}/0`, depth + 1)];
      case 'integer':
      case 'number': {
        const low = typeof part['minimum'] === 'number' ? part['minimum'] : 0;
        const high = typeof part['maximum'] === 'number' ? part['maximum'] : low + 10;
        return Math.round(low + share(path) * (high - low));
      }
      case 'boolean':
        return share(path) < 0.5;
      case 'string':
        return 'demo: scripted text';
      default:
        return null;
    }
  };
  return make(schema, '', 0);
}
