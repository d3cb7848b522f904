export const DELIMITERS = [',', ';', '\t', '|'] as const;
export type Delimiter = (typeof DELIMITERS)[number];

const RECORDS = 50;

/**
 * The delimiter of a CSV text, told from its beginning (quoted fields are understood): the one that
 * the first record has and that splits most records alike. `path` ending in `.tsv` prefers the tab.
 */
export function detectDelimiter(sample: string, path: string): Delimiter {
  const tabFirst = path.toLowerCase().endsWith('.tsv');
  let best: Delimiter = tabFirst ? '\t' : ',';
  let bestScore = 0;
  for (const delimiter of DELIMITERS) {
    const counts = fieldCounts(sample, delimiter);
    const fields = counts[0] ?? 1;
    if (fields < 2) continue;
    if (tabFirst && delimiter === '\t') return delimiter;
    const alike = counts.filter((count) => count === fields).length / counts.length;
    // Consistency decides; among the equally consistent, the one with more fields.
    const score = alike + Math.min(fields, 1000) / 1e6;
    if (score > bestScore) {
      best = delimiter;
      bestScore = score;
    }
  }
  return best;
}

/** Fields in each of the first records; a last record that may be cut off counts only if alone. */
function fieldCounts(sample: string, delimiter: Delimiter): number[] {
  const counts: number[] = [];
  let fields = 1;
  let quoted = false;
  let atStart = true;
  let empty = true;
  for (let at = 0; at < sample.length && counts.length < RECORDS; at += 1) {
    const character = sample[at];
    if (quoted) {
      if (character !== '"') continue;
      if (sample[at + 1] === '"') at += 1;
      else quoted = false;
    } else if (character === '"' && atStart) {
      quoted = true;
      atStart = false;
      empty = false;
    } else if (character === delimiter) {
      fields += 1;
      atStart = true;
      empty = false;
    } else if (character === '\n' || character === '\r') {
      if (!empty) counts.push(fields);
      fields = 1;
      atStart = true;
      empty = true;
    } else {
      atStart = false;
      empty = false;
    }
  }
  if (counts.length === 0 && !empty) counts.push(fields);
  return counts;
}
