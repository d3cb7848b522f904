import type { JsonObject } from '../json.js';
import { consensusOf } from './consensus.js';
import { differsFromJudge } from './labelFigures.js';
import type { LabelledRow, RunLabels } from './labelsOfRun.js';
import { readableText, shownInputs, shownResponses } from './shownRow.js';
import type { ShownRun } from './shownRow.js';

/** A row on which a person corrects the judge, as an example for its rubric. */
interface FewShotExample {
  /** What the judge sees of the row. */
  readonly inputs: JsonObject;
  /** One, or for compare A and B. */
  readonly responses: readonly string[];
  readonly verdict: string | number;
  /** What the judge said. */
  readonly judge: string | number;
  readonly note: string | null;
}

/** The rows on which people and the judge differ: those with a note first, then by row. */
export function fewShotExamples({ rows }: RunLabels, manifest: ShownRun): FewShotExample[] {
  return rows
    .filter((one) => differsFromJudge(one, manifest.spec) === true)
    .flatMap((one) => exampleOf(one, manifest))
    .sort((a, b) => Number(b.note !== null) - Number(a.note !== null) || a.row - b.row)
    .map(({ example }) => example);
}

function exampleOf(one: LabelledRow, manifest: ShownRun) {
  const { spec } = manifest;
  const verdict = consensusOf(one, spec.type);
  const judge = one.row.verdict;
  if (verdict === undefined || judge === undefined) return [];
  const notes = [...one.byRater.values()].flatMap(({ label }) => label.note?.trim() || []);
  const note = notes.length === 0 ? null : notes.join(' ');
  const example: FewShotExample = {
    inputs: shownInputs(one.result, manifest),
    responses: shownResponses(one.result, spec).map(readableText),
    verdict,
    judge,
    note,
  };
  return [{ example, note, row: one.row.row }];
}

/** One JSON line for each: `{ input, response | response_a, response_b, label, note }`. */
export function fewShotLines(examples: readonly FewShotExample[]): string[] {
  return examples.map(({ inputs, responses: [first = '', second], verdict, note }) =>
    JSON.stringify({
      input: inputs,
      ...(second === undefined ? { response: first } : { response_a: first, response_b: second }),
      label: verdict,
      note,
    }),
  );
}

/**
 * The examples as text to paste into a rubric. What could be read as Jinja stands in a `raw` block, so
 * that it is printed as it is.
 */
export function fewShotText(examples: readonly FewShotExample[]): string {
  return examples
    .map(({ inputs, responses, verdict, note }, at) => {
      const [first = '', second] = responses;
      const lines = [
        `Example ${at + 1}`,
        ...Object.entries(inputs).map(([column, value]) => `${column}: ${readableText(value)}`),
        ...(second === undefined
          ? [`Response: ${first}`]
          : [`Response A: ${first}`, `Response B: ${second}`]),
        `Verdict: ${verdict}`,
        ...(note === null ? [] : [`Why: ${note}`]),
      ];
      return jinjaSafe(lines.join('\n'));
    })
    .join('\n\n');
}

/** Text that a Jinja template prints as it stands. */
export function jinjaSafe(text: string): string {
  if (!/\{[{%#]|[%}#]\}/.test(text)) return text;
  // Only the tag that ends the block can't stand in it: it is printed as a string.
  return text
    .split(/(\{%[-+]?\s*endraw\s*[-+]?%\})/)
    .map((piece, at) => {
      if (piece === '') return '';
      return at % 2 === 1 ? `{{ ${JSON.stringify(piece)} }}` : `{% raw %}${piece}{% endraw %}`;
    })
    .join('');
}
