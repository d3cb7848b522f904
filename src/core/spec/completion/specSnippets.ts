import type { SchemaNode } from '../specShape.js';

type Snippet = NonNullable<SchemaNode['defaultSnippets']>[number];

/** Whole specs to begin with, one for each type. `$` marks the places to fill. */
export function specSnippets(): Snippet[] {
  const judge = (rubric: string) => ({
    model: '${2:openai/gpt-oss-120b}',
    model_source: '${3:serverless}',
    system_template: `\${4:${rubric}}`,
  });
  return [
    {
      label: 'classify: one of N labels',
      description: 'Each response gets one of the labels; some of them pass.',
      body: {
        type: 'classify',
        dataset: '${1:data.jsonl}',
        judge: judge('Judge whether the response is correct.'),
        labels: ['${5:correct}', '${6:incorrect}'],
        pass_labels: ['${5:correct}'],
        model_to_evaluate: '${7:response}',
      },
    },
    {
      label: 'score: a number in a range',
      description: 'Each response gets a score; a threshold passes.',
      body: {
        type: 'score',
        dataset: '${1:data.jsonl}',
        judge: judge('Score how helpful the response is.'),
        min_score: '^${5:1}',
        max_score: '^${6:10}',
        pass_threshold: '^${7:7}',
        model_to_evaluate: '${8:response}',
      },
    },
    {
      label: 'compare: which of two responses is better',
      description: 'Each row is judged in both orders; a disagreement is a tie.',
      body: {
        type: 'compare',
        dataset: '${1:data.jsonl}',
        judge: judge('Decide which response is better.'),
        model_a: '${5:response_a}',
        model_b: '${6:response_b}',
      },
    },
  ];
}
