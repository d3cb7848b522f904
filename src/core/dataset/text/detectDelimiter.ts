export const DELIMITERS = [',', ';', '\t', '|'] as const;
type Delimiter = (typeof DELIMITERS)[number];

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

/**
 * Fields in each of the first records, 0 for one with a quote where none may be (the delimiter is
 * wrong then); a last record that may be cut off counts only if alone.
 */
function fieldCounts(sample: string, delimiter: Delimiter): number[] {
  const counts: number[] = [];
  let fields = 1;
  let state: 'start' | 'plain' | 'quoted' | 'closed' = 'start';
  let stray = false;
  function endRecord(): void {
    if (fields > 1 || state !== 'start') counts.push(stray ? 0 : fields);
    fields = 1;
    stray = false;
    state = 'start';
  }
  for (let at = 0; at < sample.length && counts.length < RECORDS; at += 1) {
    const character = sample[at];
    if (state === 'quoted') {
      if (character !== '"') continue;
      if (sample[at + 1] === '"') at += 1;
      else state = 'closed';
    } else if (character === delimiter) {
      fields += 1;
      state = 'start';
    } else if (character === '\n' || character === '\r') {
      endRecord();
    } else if (character === '"' && state === 'start') {
      state = 'quoted';
    } else {
      stray ||= character === '"' || state === 'closed';
      state = 'plain';
    }
  }
  if (counts.length === 0) endRecord();
  return counts;
}
