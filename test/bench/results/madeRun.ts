import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ResolvedSpec } from '../../../src/core/spec/evalSpec.js';

export const BENCH_SPEC: ResolvedSpec = {
  type: 'classify',
  dataset: 'answers.jsonl',
  labels: ['correct', 'wrong'],
  pass_labels: ['correct'],
  model_to_evaluate: 'answer',
  judge: { model: 'judge', model_source: 'serverless', system_template: '{{ question }}' },
};

const WORDS =
  'the answer names a deadline while judges read about refunds and shipping to Norway in winter'.split(
    ' ',
  );

/**
 * Makes the files of a run whose rows are about a kilobyte each, with details; the same each time, but
 * for how many of ten the judge calls wrong.
 */
export async function madeRun(folder: string, rows: number, wrongOfTen = 3): Promise<void> {
  await mkdir(folder, { recursive: true });
  let state = 42;
  const next = (below: number): number => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return (state >>> 8) % below;
  };
  const text = (length: number): string => {
    let made = '';
    while (made.length < length) made += `${WORDS[next(WORDS.length)] ?? ''} `;
    return made;
  };
  const results = createWriteStream(join(folder, 'results.jsonl'));
  const details = createWriteStream(join(folder, 'details.jsonl'));
  for (let row = 1; row <= rows; row += 1) {
    const isWrong = next(10) < wrongOfTen;
    const result = {
      id: `T-${row}`,
      question: text(120),
      policy: text(220),
      answer: `${text(360)}${row}`,
      category: `kind ${next(20)}`,
      evaluation_successful: true,
      label: isWrong ? 'wrong' : 'correct',
      feedback: text(150),
    };
    const usage = { prompt_tokens: 400 + next(99), completion_tokens: 30 };
    const detail = {
      row,
      outcome: isWrong ? 'failed' : 'passed',
      usage,
      by_role: { judge: { requests: 1, ...usage } },
      duration_ms: 300 + next(900),
    };
    details.write(`${JSON.stringify(detail)}\n`);
    if (!results.write(`${JSON.stringify(result)}\n`)) await once(results, 'drain');
  }
  results.end();
  details.end();
  await Promise.all([once(results, 'close'), once(details, 'close')]);
}
