import * as z from 'zod';
import { defineTool } from '../agentTool.js';
import { launchFields } from '../inputFields.js';
import { estimatedPlan, preflightFacts } from '../preflightFacts.js';

export const preflightRun = defineTool({
  name: 'gavel_preflight',
  title: 'Estimate a run',
  description:
    'Says what a run of an eval spec would ask, cost and meet before anything is sent: rows, requests, tokens, US dollars, where data goes, and problems of rows. No row leaves this machine. Call it before gavel_run and tell the person the cost.',
  effect: 'reads',
  shape: {
    ...launchFields,
    limit: z.int().min(1).optional().describe('Rows at most; left out: all of the dataset.'),
  },
  async answer({ spec, backend, limit, sample_seed: sampleSeed }, host, call) {
    host.requireTrust('Rendering prompts');
    const specPath = await host.locate(spec);
    const launch = {
      ...(backend && { backend }),
      ...(limit !== undefined && { limit }),
      ...(sampleSeed !== undefined && { sampleSeed }),
    };
    const plan = await host.plan(specPath, launch, call.signal);
    const found = await estimatedPlan(plan, host, call);
    return { document: { spec: host.shown(specPath), ...preflightFacts(found) }, isForeign: false };
  },
});
