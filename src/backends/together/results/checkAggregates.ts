import { isJsonObject } from '../../../core/json.js';
import type { Json, JsonObject } from '../../../core/json.js';
import { t } from '../../../l10n/t.js';

/** The service rounds some of its percentages to whole numbers. */
const TOLERANCE = 0.51;

/**
 * Where the service's aggregates say something else than its rows, one entry for each figure, e.g.
 * `pass_percentage: 80, by the rows 79.2`. Figures that only one side has are not compared; the
 * deviation neither, as it is not known which one the service takes.
 */
export function aggregateDifferences(service: JsonObject, ours: JsonObject): string[] {
  return flat(ours).flatMap(([path, mine]) => {
    const theirs = valueAt(service, path);
    // A label without rows may be missing.
    if (typeof theirs !== 'number' || path.at(-1) === 'std_score') return [];
    const differs = mine === null ? theirs !== 0 : Math.abs(theirs - mine) > TOLERANCE;
    return differs ? [t('{0}: {1}, by the rows {2}', path.join('.'), theirs, mine ?? 'none')] : [];
  });
}

type Figure = readonly [path: readonly string[], value: number | null];

function flat(value: JsonObject, path: readonly string[] = []): Figure[] {
  return Object.entries<Json>(value).flatMap(([name, member]): Figure[] => {
    const here = [...path, name];
    if (isJsonObject(member)) return flat(member, here);
    return typeof member === 'number' || member === null ? [[here, member]] : [];
  });
}

function valueAt(value: Json, path: readonly string[]): Json | undefined {
  const [name, ...rest] = path;
  if (name === undefined) return value;
  if (!isJsonObject(value) || !Object.hasOwn(value, name)) return undefined;
  return valueAt(value[name] ?? null, rest);
}
