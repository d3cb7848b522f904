import type { ModelTest } from '../../core/models/modelTest.js';
import { fixed, t } from '../../l10n/t.js';

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
  const time = latencyMs < 1000 ? `${latencyMs} ms` : `${fixed(latencyMs / 1000, 1)} s`;
  const other = answeredBy === undefined || answeredBy === model ? '' : t(', as {0}', answeredBy);
  const schema =
    takesSchema === undefined
      ? ''
      : takesSchema
        ? t('; it holds replies to a JSON Schema')
        : t('; it takes no JSON Schema, so verdicts are read from its text');
  return t('{0}: {1} answers at {2} in {3}{4}{5}.', field, model, host, time, other, schema);
}
