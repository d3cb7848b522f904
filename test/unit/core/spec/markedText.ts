import type { TextPosition, TextRange } from '../../../../src/core/spec/text/textRange.js';

/** A text without its ⟦ ⟧ marks, and the ranges they stood around, in order. */
export function unmarked(marked: string): { text: string; ranges: TextRange[] } {
  let text = '';
  const open: TextPosition[] = [];
  const ranges: TextRange[] = [];
  const here = (): TextPosition => {
    const lines = text.split(/\r\n|\n/);
    return { line: lines.length, column: lines.at(-1)!.length + 1 };
  };
  for (const char of marked) {
    if (char === '⟦') open.push(here());
    else if (char === '⟧') ranges.push({ start: open.pop()!, end: here() });
    else text += char;
  }
  const order = (a: TextRange, b: TextRange) =>
    a.start.line - b.start.line || a.start.column - b.start.column;
  return { text, ranges: ranges.sort(order) };
}

/** Parts of a good spec, one for each top-level field, to be replaced one by one. */
export type Parts = Readonly<Record<string, string | null>>;

const YAML_CLASSIFY: Parts = {
  type: 'type: classify',
  dataset: 'dataset: data.jsonl',
  judge: [
    'judge:',
    '  model: openai/gpt-oss-120b',
    '  model_source: serverless',
    '  system_template: |',
    '    Judge {{ question }}.',
  ].join('\n'),
  labels: 'labels: [good, bad]',
  pass_labels: 'pass_labels: [good]',
  model_to_evaluate: 'model_to_evaluate: answer',
};

const JUDGE =
  '"model": "openai/gpt-oss-120b", "model_source": "serverless", "system_template": "Judge {{ question }}."';

const JSON_CLASSIFY: Parts = {
  type: '"type": "classify"',
  dataset: '"dataset": "data.jsonl"',
  judge: `"judge": { ${JUDGE} }`,
  labels: '"labels": ["good", "bad"]',
  pass_labels: '"pass_labels": ["good"]',
  model_to_evaluate: '"model_to_evaluate": "answer"',
};

const YAML_SCORE: Parts = {
  ...YAML_CLASSIFY,
  type: 'type: score',
  labels: null,
  pass_labels: null,
  min_score: 'min_score: 1',
  max_score: 'max_score: 10',
  pass_threshold: 'pass_threshold: 7',
};

const JSON_SCORE: Parts = {
  ...JSON_CLASSIFY,
  type: '"type": "score"',
  labels: null,
  pass_labels: null,
  min_score: '"min_score": 1',
  max_score: '"max_score": 10',
  pass_threshold: '"pass_threshold": 7',
};

const YAML_COMPARE: Parts = {
  ...YAML_CLASSIFY,
  type: 'type: compare',
  labels: null,
  pass_labels: null,
  model_to_evaluate: null,
  model_a: 'model_a: first',
  model_b: 'model_b: second',
};

const JSON_COMPARE: Parts = {
  ...JSON_CLASSIFY,
  type: '"type": "compare"',
  labels: null,
  pass_labels: null,
  model_to_evaluate: null,
  model_a: '"model_a": "first"',
  model_b: '"model_b": "second"',
};

const YAML = { classify: YAML_CLASSIFY, score: YAML_SCORE, compare: YAML_COMPARE };
const JSON_PARTS = { classify: JSON_CLASSIFY, score: JSON_SCORE, compare: JSON_COMPARE };

/** A YAML spec of the type; `null` leaves a part out, an unknown name adds one. */
export function yamlText(type: keyof typeof YAML, changes: Parts = {}): string {
  return parts(YAML[type], changes).join('\n') + '\n';
}

/** Text inside the judge of `jsonText`. */
export function jsonJudge(extra: string): Parts {
  return { judge: `"judge": { ${JUDGE}, ${extra} }` };
}

/** Lines inside the judge of `yamlText`. */
export function yamlJudge(...lines: string[]): Parts {
  const [key, ...rest] = YAML_CLASSIFY['judge']!.split('\n');
  return { judge: [key, ...lines.map((line) => `  ${line}`), ...rest].join('\n') };
}

export function jsonText(type: keyof typeof JSON_PARTS, changes: Parts = {}): string {
  return `{\n  ${parts(JSON_PARTS[type], changes).join(',\n  ')}\n}\n`;
}

function parts(good: Parts, changes: Parts): string[] {
  return Object.values({ ...good, ...changes }).filter((part) => part !== null);
}
