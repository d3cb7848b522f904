import assert from 'node:assert/strict';
import { isFree } from '../../../../src/core/preflight/confirmation.js';
import type { EvalPlan } from '../../../../src/core/runs/evalBackend.js';

const FREE = { input: 0, output: 0, from: 'loopback' } as const;
const PAID = { input: 1, output: 2, from: 'list' } as const;

const plan = (backend: EvalPlan['backend'], prices?: EvalPlan['prices']): EvalPlan =>
  // What it looks at, and no more.
  ({
    backend,
    spec: {
      judge: { model: 'j', model_source: 'external' },
      type: 'classify',
      model_to_evaluate: { model: 'm', model_source: 'external' },
    },
    ...(prices && { prices }),
  }) as unknown as EvalPlan;

describe('isFree', () => {
  const cases: [string, EvalPlan, boolean][] = [
    ['the demo', plan('demo'), true],
    ['models on this machine', plan('local', { judge: FREE, model_to_evaluate: FREE }), true],
    ['one that costs', plan('local', { judge: PAID, model_to_evaluate: FREE }), false],
    ['one of unknown price', plan('local', { judge: FREE }), false],
    ['no price told', plan('local'), false],
  ];
  for (const [what, given, expected] of cases) {
    it(what, () => assert.equal(isFree(given), expected));
  }
});
