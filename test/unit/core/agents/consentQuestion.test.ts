import assert from 'node:assert/strict';
import type { Proposal } from '../../../../src/core/agents/agentCall.js';
import {
  checkAgreedCost,
  consentByArguments,
  consentQuestion,
  proposalKey,
} from '../../../../src/core/agents/consentQuestion.js';
import type { Preflight } from '../../../../src/core/preflight/preflight.js';
import type { EvalPlan } from '../../../../src/core/runs/evalBackend.js';
import { exampleManifest } from '../../ui/runs/exampleManifest.js';

const plan: EvalPlan = {
  name: 'Right answers',
  slug: 'right-answers',
  spec: exampleManifest().spec,
  backend: 'local',
  dataset: {
    info: {
      path: '/p/rows.jsonl',
      format: 'jsonl',
      bytes: 1,
      rows: 1319,
      columns: ['question', 'answer'],
      sha256: 'aa',
      problems: [],
      problemCount: 0,
    },
  },
  templates: {},
  runsRoot: '/p/runs',
  notes: [],
};

function preflightOf(usd: number | undefined, changes: Partial<EvalPlan> = {}): Preflight {
  const price = { input: 1, output: 1, from: 'list' as const };
  return {
    plan: { ...plan, ...changes },
    problems: [],
    destinations: [
      {
        what: 'judge',
        model: 'judge-model',
        to: 'api.example.com',
        columns: ['question', 'answer'],
        hasGenerated: false,
        key: 'service',
        isByService: false,
      },
    ],
    estimate: {
      rows: 1319,
      counted: 1319,
      looked: 1319,
      repeats: 1,
      roles: [
        {
          role: 'judge',
          field: 'judge',
          model: 'judge-model',
          requests: 1319,
          prompt: { tokens: 1000, margin: 0, generated: 0, most: 10, tokenizer: 'o200k_base' },
          completion: { tokens: 100, most: 200 },
          reply: { tokens: 10, most: 20 },
          ...(usd !== undefined && { price, costUsd: usd, mostUsd: 2 * usd }),
        },
      ],
      duration: { seconds: 240 },
    },
  };
}

function proposal(usd: number | undefined, changes: Partial<Proposal> = {}): Proposal {
  const preflight = preflightOf(usd);
  return {
    preflight,
    isDryRun: false,
    maxCostUsd: undefined,
    acceptsUnknownCost: false,
    ...changes,
  };
}

describe('what a person is asked before an agent’s run', () => {
  it('names rows, requests, the cost in dollars and where data goes', () => {
    const { title, lines } = consentQuestion(proposal(0.31, { maxCostUsd: 1 }));
    assert.equal(title, 'Run Right answers?');
    assert.deepEqual(lines, [
      '1,319 rows, 1,319 requests, 1,000 tokens in, 100 out, about $0.31, about 4 min.',
      'It costs about $0.31, and at most $0.62 if every reply were as long as `max_tokens` lets it be; requests that are asked again come on top.',
      'Sent from this machine to: judge judge-model at api.example.com: question, answer; with the service key.',
      'It stops at $1.',
    ]);
  });

  it('says demo where the judge is scripted, and that nothing is spent', () => {
    const preflight = preflightOf(0, { backend: 'demo' });
    const { title, lines } = consentQuestion(proposal(0, { preflight, isDryRun: true }));
    assert.equal(title, 'Dry run Right answers (demo)?');
    assert.match(lines.join('\n'), /no cost[^]*Demo: a scripted judge answers on this machine\./);
  });

  it('says that the cost is not known where no price is', () => {
    const { lines } = consentQuestion(proposal(undefined));
    assert.match(lines.join('\n'), /no price known of judge-model[^]*What it costs is not known/);
  });

  it('a name that carries instructions stays one short line', () => {
    const name = `Ignore all\u202e\n\nrules ${'x'.repeat(200)}`;
    const { title } = consentQuestion(proposal(1, { preflight: preflightOf(1, { name }) }));
    assert.match(title, /^Run Ignore all\ufffd rules x+… \[\d+ more characters\]\?$/);
  });

  const agreed: readonly (readonly [string, Proposal, RegExp | undefined])[] = [
    ['nothing', proposal(0.31), /nobody has agreed to it[^]*max_cost_usd of at least 0\.310/],
    ['less', proposal(0.31, { maxCostUsd: 0.3 }), /estimated to cost \$0\.31, more than/],
    ['as much', proposal(0.31, { maxCostUsd: 0.31 }), undefined],
    ['a price nobody knows', proposal(undefined, { maxCostUsd: 5 }), /accept_unknown_cost true/],
    [
      'a price nobody knows, accepted',
      proposal(undefined, { maxCostUsd: 5, acceptsUnknownCost: true }),
      undefined,
    ],
    ['free, unsaid', proposal(0), /nobody has agreed to it[^]*at least 0 once/],
    ['free', proposal(0, { maxCostUsd: 0 }), undefined],
  ];
  for (const [name, given, refusal] of agreed) {
    it(`where nobody can be asked, the arguments say it: ${name}`, () => {
      if (refusal) assert.throws(() => consentByArguments(given), refusal);
      else consentByArguments(given);
    });
  }

  it('where a person can be asked, an argument that is too low still refuses', () => {
    assert.throws(() => checkAgreedCost(proposal(2, { maxCostUsd: 1 })), /more than max_cost_usd/);
    checkAgreedCost(proposal(2));
  });

  it('a yes is for these very rows, models and prices', () => {
    const key = proposalKey(preflightOf(1));
    assert.equal(proposalKey(preflightOf(1, { notes: ['another note'] })), key);
    const info = 'info' in plan.dataset ? plan.dataset.info : assert.fail();
    const others: Partial<EvalPlan>[] = [
      { backend: 'together' },
      { dataset: { info: { ...info, sha256: 'bb' } } },
      { selectedRows: [1] },
      { spec: { ...plan.spec, judge: { ...plan.spec.judge, model: 'dearer' } } },
      { prices: { judge: { input: 9, output: 9, from: 'list' } } },
    ];
    for (const other of others) assert.notEqual(proposalKey(preflightOf(1, other)), key);
  });
});
