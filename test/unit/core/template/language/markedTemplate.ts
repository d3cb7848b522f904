import { createFactsCollector } from '../../../../../src/core/dataset/datasetFacts.js';
import type { JsonObject } from '../../../../../src/core/json.js';
import { parseTemplate } from '../../../../../src/core/template/syntax/parseTemplate.js';

/** A template with the place that ▮ marks in it. */
export function marked(text: string) {
  const offset = text.indexOf('▮');
  return { offset, parsed: parseTemplate(text.replace('▮', '')) };
}

const ROWS = [
  '{"question": "What?", "turns": [{"role": "user", "text": "hi", "meta": {"n": 1}}], "Best Answer": "x", "info": {"score": 1.0, "odd key": 2}, "tags": ["a"]}',
  '{"question": "", "turns": [], "info": {"score": 2.5}}',
];

const collector = createFactsCollector();
ROWS.forEach((source, index) => {
  collector.add({ row: index + 1, values: JSON.parse(source) as JsonObject, source });
});

/** Of two rows with text, a list of dicts, a column with a space, a dict, a list of texts. */
export const FACTS = collector.facts();
