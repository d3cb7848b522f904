import tQuantile from '@stdlib/stats-base-dists-t-quantile';
import { tokenizerLabel, type Tokenizer } from '../judging/tokenizer.js';
import type { EvalPlan, ModelField, PlannedPrice } from '../runs/evalBackend.js';
import type { RunManifest } from '../runs/manifest.js';
import type { RequestRole } from '../runs/resultRow.js';
import { MODEL_OF_ROLE } from '../runs/runCost.js';
import { modelObjects } from '../spec/responders.js';
import { mean, sampleDeviation, type Moments } from '../stats/moments.js';
import { expectedReply, type ExpectedReply } from './expectedReplies.js';
import { rolesOf, type PlanScan } from './planScan.js';

/** What the requests of one role come to, over the whole run. */
export interface RoleEstimate {
  readonly role: RequestRole;
  readonly field: ModelField;
  readonly model: string;
  readonly requests: number;
  readonly prompt: {
    readonly tokens: number;
    /** Half of the 95 % interval of a figure from a sample; 0 where every row was counted. */
    readonly margin: number;
    /** Of those, tokens of generated responses: expected, not counted. */
    readonly generated: number;
    /** With every generated response as long as it may be. */
    readonly most: number;
    /** Who counted: `o200k_base`, or `≈ o200k_base` where the model has another vocabulary. */
    readonly tokenizer: string;
  };
  readonly completion: { readonly tokens: number; readonly most: number };
  readonly reply: ExpectedReply;
  readonly price?: PlannedPrice;
  /** US dollars; absent where the price is not known. */
  readonly costUsd?: number;
  /** With every reply as long as it may be. */
  readonly mostUsd?: number;
}

interface EstimateContext {
  readonly scan: PlanScan;
  readonly tokenizer: Tokenizer;
  /** Runs of the same spec, newest first. */
  readonly earlier: readonly RunManifest[];
  /** Judgements of each row. */
  readonly repeats: number;
}

/** The requests, tokens and costs of a plan by role, in the order in which they are asked. */
export function roleEstimates(plan: EvalPlan, context: EstimateContext): RoleEstimate[] {
  const roles = rolesOf(plan);
  const replies = new Map(
    roles.map((role) => [role, expectedReply(role, plan, context.earlier)] as const),
  );
  const generated = [...replies].filter(([role]) => MODEL_OF_ROLE[role] !== 'judge');
  const sum = (of: (reply: ExpectedReply) => number) =>
    generated.reduce((total, [, reply]) => total + of(reply), 0);
  // What was generated stands in the prompt of each judgement.
  const responses = { tokens: sum(({ tokens }) => tokens), most: sum(({ most }) => most) };
  return [...replies].map(([role, reply]) =>
    roleEstimate(role, plan, { ...context, reply, responses }),
  );
}

function roleEstimate(
  role: RequestRole,
  plan: EvalPlan,
  context: EstimateContext & {
    readonly reply: ExpectedReply;
    readonly responses: { readonly tokens: number; readonly most: number };
  },
): RoleEstimate {
  const { scan, tokenizer, reply, responses } = context;
  const field = MODEL_OF_ROLE[role];
  const model = modelObjects(plan.spec).find(([name]) => name === field)?.[1].model ?? '';
  const times = field === 'judge' ? context.repeats : 1;
  const share = scan.counted === 0 ? 0 : (scan.requests.get(role) ?? 0) / scan.counted;
  const requests = Math.round(share * scan.rows) * times;
  const texts = wholeOf(scan.prompts.get(role), scan);
  const inPrompt = field === 'judge' ? responses : { tokens: 0, most: 0 };
  const generated = Math.round(requests * inPrompt.tokens);
  const prompt = {
    tokens: Math.round(texts.value * times) + generated,
    margin: Math.round(texts.margin * times),
    generated,
    most: Math.ceil((texts.value + texts.margin) * times + requests * inPrompt.most),
    tokenizer: tokenizerLabel(model, tokenizer),
  };
  const completion = {
    tokens: Math.round(requests * reply.tokens),
    most: requests * reply.most,
  };
  const price = plan.prices?.[field];
  const cost = (tokensIn: number, tokensOut: number, { input, output }: PlannedPrice) =>
    (tokensIn * input + tokensOut * output) / 1e6;
  return {
    role,
    field,
    model,
    requests,
    prompt,
    completion,
    reply,
    ...(price && {
      price,
      costUsd: cost(prompt.tokens, completion.tokens, price),
      mostUsd: cost(prompt.most, completion.most, price),
    }),
  };
}

/** A total over all rows from those that were counted, with half of its 95 % interval. */
function wholeOf(
  moments: Moments | undefined,
  { rows, counted }: Pick<PlanScan, 'rows' | 'counted'>,
): { readonly value: number; readonly margin: number } {
  const value = moments && mean(moments);
  if (!moments || value === null || value === undefined) return { value: 0, margin: 0 };
  const deviation = sampleDeviation(moments);
  if (counted >= rows || deviation === null) return { value: value * rows, margin: 0 };
  // The sample is drawn without putting back: of a sample that is nearly all, little is left open.
  const left = Math.sqrt((rows - counted) / (rows - 1));
  const reach = (tQuantile(0.975, counted - 1) * deviation * left) / Math.sqrt(counted);
  return { value: value * rows, margin: reach * rows };
}
