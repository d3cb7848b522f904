import * as z from 'zod';
import { isRejected } from '../../preflight/preflight.js';
import { collectDryRunCost, dryRunSentence } from '../../preflight/dryRunCost.js';
import { isFinal } from '../../runs/evalBackend.js';
import { withOverrides } from '../../runs/runOverrides.js';
import { UserError } from '../../userError.js';
import type { BackendName } from '../../spec/evalSpec.js';
import type { AgentCall, Proposal } from '../agentCall.js';
import type { AgentHost } from '../agentHost.js';
import { defineTool, type AgentTool } from '../agentTool.js';
import { checkAgreedCost } from '../consentQuestion.js';
import { consentFields, launchFields } from '../inputFields.js';
import { estimatedPlan, preflightFacts } from '../preflightFacts.js';
import { namedRun, type ProjectRun } from '../projectRuns.js';
import { resultsOf } from './readResults.js';

interface LaunchInput {
  readonly spec: string;
  readonly backend?: BackendName | undefined;
  readonly sample_seed?: number | undefined;
  readonly max_cost_usd?: number | undefined;
  readonly accept_unknown_cost?: boolean | undefined;
  readonly wait_seconds: number;
  /** Of a dry run. */
  readonly rows?: number | undefined;
  /** Of a run. */
  readonly limit?: number | undefined;
}

/** Rows that a dry run may take. */
const MOST_DRY_ROWS = 50;

export const dryRun = defineTool({
  name: 'gavel_dry_run',
  title: 'Dry run on some rows',
  description:
    'Tries an eval spec on a few rows through the real judge, and says what the whole dataset would cost. Rows are sent and may cost a little, so a person confirms it first, unless backend is demo. Figures of a dry run are no figures of the dataset.',
  effect: 'asks',
  shape: {
    ...launchFields,
    rows: z
      .int()
      .min(1)
      .max(MOST_DRY_ROWS)
      .optional()
      .describe('How many rows; left out: as the settings say, 10 usually.'),
    ...consentFields,
  },
  answer: (input, host, call) => launch(input, true, { host, call }),
});

export const runSpec = defineTool({
  name: 'gavel_run',
  title: 'Run an evaluation',
  description:
    'Runs an eval spec on its dataset and gives the results. It sends rows to models and usually costs money: a person must confirm the rows, the cost and where data goes. Call gavel_validate_spec and gavel_preflight first, and gavel_dry_run for a spec that is new. A long run goes on after wait_seconds; gavel_read_results tells how far it is.',
  effect: 'asks',
  shape: {
    ...launchFields,
    limit: z.int().min(1).optional().describe('Rows at most; left out: all of the dataset.'),
    ...consentFields,
  },
  answer: (input, host, call) => launch(input, false, { host, call }),
});

interface LaunchAt {
  readonly host: AgentHost;
  readonly call: Pick<AgentCall, 'signal' | 'progress'>;
}

/** What a call is about to send, and whether a person has to agree to it. */
interface LaunchProposal extends Proposal {
  /** A dry run on the demo service sends nothing anywhere and costs nothing. */
  readonly needsConsent: boolean;
}

/**
 * What a call of a tool that asks models would send; sends nothing. Throws `UserError` where it could
 * not be sent.
 */
export async function proposalOf(
  tool: AgentTool,
  given: unknown,
  host: AgentHost,
  call: LaunchAt['call'],
): Promise<LaunchProposal> {
  const isDryRun = tool === dryRun;
  // Each schema is that of its tool.
  const input = tool.input.parse(given) as unknown as LaunchInput;
  return propose(input, isDryRun, { host, call });
}

async function propose(
  input: LaunchInput,
  isDryRun: boolean,
  { host, call }: LaunchAt,
): Promise<LaunchProposal> {
  host.requireTrust(isDryRun ? 'A dry run' : 'Running an evaluation');
  const specPath = await host.locate(input.spec);
  const limit = isDryRun
    ? Math.min(MOST_DRY_ROWS, input.rows ?? host.dryRunRows(specPath))
    : input.limit;
  const launch = {
    ...(limit !== undefined && { limit }),
    ...(isDryRun && { isDryRun }),
    ...(input.backend && { backend: input.backend }),
    ...(input.sample_seed !== undefined && { sampleSeed: input.sample_seed }),
  };
  const plan = await host.plan(specPath, launch, call.signal);
  const preflight = await estimatedPlan(plan, host, call, { budgetMs: 0 });
  if (isRejected(preflight)) {
    const errors = preflight.problems.filter(({ severity }) => severity === 'error');
    throw new UserError(
      'spec',
      `Not run, it would fail: ${errors.map(({ message }) => message).join(' ')}`,
    );
  }
  const proposal = {
    preflight,
    isDryRun,
    maxCostUsd: input.max_cost_usd,
    acceptsUnknownCost: input.accept_unknown_cost === true,
    needsConsent: !isDryRun || plan.backend !== 'demo',
  };
  checkAgreedCost(proposal);
  return proposal;
}

async function launch(
  input: LaunchInput,
  isDryRun: boolean,
  { host, call }: LaunchAt & { readonly call: AgentCall },
) {
  const { signal } = call;
  const proposal = await propose(input, isDryRun, { host, call });
  if (proposal.needsConsent) await call.consent(proposal);
  signal.throwIfAborted();
  const { plan } = proposal.preflight;
  const maxCostUsd = capOf(plan.spec.run?.max_cost_usd, input);
  const run = await host.launch(
    { ...plan, spec: withOverrides(plan.spec, { maxCostUsd }) },
    signal,
  );
  await host.drive(run, {
    waitMs: 1000 * input.wait_seconds,
    signal,
    progress: (done, total) => call.progress(done, total),
  });
  const ended = await namedRun(run.id, host);
  const document = {
    before: preflightFacts(proposal.preflight),
    ...(isDryRun && { whole: await wholeCost(ended, host) }),
    ...(!isFinal(ended.manifest.status) && {
      going_on: `The run is ${ended.manifest.status}; gavel_read_results with run ${run.id} tells how far it is.`,
    }),
    ...(await resultsOf(ended, host, call)),
    next: `gavel_read_failures with run ${run.id} gives the rows that failed.`,
  };
  return { document, isForeign: false };
}

/** What an agent agrees to never raises the cap that stands in the spec. */
function capOf(inSpec: number | undefined, { max_cost_usd: agreed }: LaunchInput) {
  // A cap of nothing would stop a run that costs nothing.
  if (agreed === undefined || agreed === 0) return undefined;
  return inSpec === undefined ? agreed : Math.min(inSpec, agreed);
}

async function wholeCost({ run, manifest }: ProjectRun, { services }: AgentHost) {
  const collected = collectDryRunCost(manifest);
  for await (const row of services.runs.rows(run)) collected.add(row);
  const cost = collected.cost();
  const { of, usd = null, low = null, high = null } = cost;
  return { sentence: dryRunSentence(cost), rows: of, cost_usd: usd, low_usd: low, high_usd: high };
}
