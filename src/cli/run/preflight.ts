import type { PriceTable } from '../../core/models/prices.js';
import {
  isRejected,
  preflight as preflightPlan,
  type Preflight,
  type RunEstimate,
} from '../../core/preflight/preflight.js';
import { preflightDocument } from '../../core/preflight/preflightDocument.js';
import {
  costSentence,
  costText,
  countingSentence,
  destinationText,
  durationSentence,
  estimateSentence,
  repliesSentence,
} from '../../core/preflight/preflightTexts.js';
import type { RoleEstimate } from '../../core/preflight/roleEstimates.js';
import type { EvalPlan } from '../../core/runs/evalBackend.js';
import type { BackendName } from '../../core/spec/evalSpec.js';
import { numberText, t } from '../../l10n/t.js';
import type { CommandContext } from '../commandContext.js';
import { EXIT, type ExitCode } from '../exitCode.js';
import { launchPlan } from './launchPlan.js';
import { listForRun } from './listForRun.js';
import { progressBar } from '../terminal/progressBar.js';
import { textTable } from '../terminal/textTable.js';

export interface PreflightOptions {
  readonly backend?: BackendName;
  readonly limit?: number;
  readonly price?: PriceTable;
}

/** `gavel preflight SPEC`: what a run asks, costs and meets; nothing is asked of a model. */
export async function preflight(
  spec: string,
  options: PreflightOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const plan = await launchPlan(spec, options, context);
  const found = await estimatedRun(plan, context);
  context.terminal.result(preflightDocument(found), report(found));
  return isRejected(found) ? EXIT.badInput : EXIT.ok;
}

/** Counts the prompts of a plan, with a bar where that takes long. */
export async function estimatedRun(
  plan: EvalPlan,
  context: CommandContext,
  limits: { readonly budgetMs?: number } = {},
): Promise<Preflight> {
  const { services, signal, terminal } = context;
  const bar = progressBar(terminal);
  try {
    return await preflightPlan(plan, services, {
      ...limits,
      list: await listForRun(plan.backend, context),
      signal,
      now: () => performance.now(),
      pause: () => new Promise((resolve) => setImmediate(resolve)),
      progress: (done, total) => {
        bar.show(t('counting prompts'), { done, total, errors: 0 });
      },
    });
  } finally {
    bar.clear();
  }
}

function report(found: Preflight): string {
  const { plan, estimate, problems, destinations } = found;
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  return [
    t('{0} on {1}: {2}', plan.name, plan.backend, estimateSentence(found)),
    ...(estimate ? estimateLines(estimate) : []),
    '',
    t('Where data goes:'),
    ...destinations.map((destination) => `  ${destinationText(destination)}`),
    ...(problems.length > 0 ? ['', t('What to know:')] : []),
    ...problems.map(
      ({ severity, message }) => `  ${severity === 'information' ? 'note' : severity}: ${message}`,
    ),
    ...(errors > 0 ? ['', t('The run would be refused or fail as things stand.')] : []),
  ].join('\n');
}

function estimateLines(estimate: RunEstimate): string[] {
  const counting = countingSentence(estimate);
  return [
    '',
    textTable(
      [
        t('role'),
        t('model'),
        t('requests'),
        t('tokens in'),
        t('tokens out'),
        t('out at most'),
        t('cost'),
      ],
      estimate.roles.map(roleCells),
    ),
    '',
    costSentence(estimate),
    durationSentence(estimate),
    repliesSentence(estimate),
    ...(counting === undefined ? [] : [counting]),
  ];
}

function roleCells({ role, model, requests, prompt, completion, ...rest }: RoleEstimate): string[] {
  const isNear = prompt.tokenizer.startsWith('≈');
  const margin = prompt.margin > 0 ? ` ± ${grouped(prompt.margin)}` : '';
  return [
    role,
    model,
    grouped(requests),
    `${isNear ? '≈ ' : ''}${grouped(prompt.tokens)}${margin}`,
    grouped(completion.tokens),
    grouped(completion.most),
    rest.costUsd === undefined ? t('not known') : costText(rest.costUsd),
  ];
}

function grouped(count: number): string {
  return numberText(count);
}
