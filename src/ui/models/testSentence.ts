import type { ModelTest } from '../../core/models/modelTest.js';

/** `judge: a/b answers at api.example.com in 240 ms.`, or what is wrong with it. */
export function testSentence({
  field,
  model,
  test,
}: {
  readonly field: string;
  readonly model: string;
  readonly test: ModelTest;
}): string {
  if (test.outcome !== 'reachable') return `${field}: ${test.reason}`;
  const { host, latencyMs, answeredBy, takesSchema } = test;
  const time = latencyMs < 1000 ? `${latencyMs} ms` : `${(latencyMs / 1000).toFixed(1)} s`;
  const other = answeredBy === undefined || answeredBy === model ? '' : `, as ${answeredBy}`;
  const schema =
    takesSchema === undefined
      ? ''
      : takesSchema
        ? '; it holds replies to a JSON Schema'
        : '; it takes no JSON Schema, so verdicts are read from its text';
  return `${field}: ${model} answers at ${host} in ${time}${other}${schema}.`;
}
