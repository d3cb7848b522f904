import type { PriceTable } from '../../core/models/prices.js';
import type { EvalPlan } from '../../core/runs/evalBackend.js';
import { planRun, type PlanOptions } from '../../core/runs/planRun.js';
import type { BackendName } from '../../core/spec/evalSpec.js';
import type { CommandContext } from '../commandContext.js';
import { listForRun } from './listForRun.js';
import { setPrices } from './prices.js';
import { specPath } from '../projectPaths.js';

export interface LaunchOptions extends Pick<
  PlanOptions,
  'limit' | 'sampleSeed' | 'rows' | 'shard' | 'isDryRun'
> {
  readonly backend?: BackendName;
  readonly out?: string;
  readonly price?: PriceTable;
}

/** The plan of a launch from the command line, with the prices that are known. */
export async function launchPlan(
  spec: string,
  { out, price, ...options }: LaunchOptions,
  context: CommandContext,
): Promise<EvalPlan> {
  const { services, signal, path, runsRoot, defaultBackend, env } = context;
  return planRun(
    {
      ...options,
      specPath: await specPath(spec, context),
      runsRoot: out === undefined ? runsRoot : path(out),
      defaultBackend,
      models: { last: (backend) => listForRun(backend, context), now: Date.now() },
      prices: { set: setPrices(env, price), serviceUrl: services.serviceUrl },
    },
    services,
    signal,
  );
}
