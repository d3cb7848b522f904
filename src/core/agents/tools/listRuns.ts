import * as z from 'zod';
import { RUN_STATUSES } from '../../runs/manifest.js';
import { defineTool } from '../agentTool.js';
import { fittingPage } from '../answerText.js';
import { limitField, offsetField, specField } from '../inputFields.js';
import { projectRuns } from '../projectRuns.js';
import { runFacts } from '../runFacts.js';

export const listRuns = defineTool({
  name: 'gavel_list_runs',
  title: 'List runs',
  description:
    'Lists the evaluation runs of this project, newest first: id, spec, status, progress and headline figure. Use the ids with gavel_read_results, gavel_read_failures and gavel_compare_runs.',
  effect: 'reads',
  shape: {
    spec: specField.optional().describe('Only runs of this spec.'),
    status: z.enum(RUN_STATUSES).optional().describe('Only runs that stand so.'),
    offset: offsetField,
    limit: limitField(100, 20),
  },
  async answer({ spec, status, offset, limit }, host, { budget }) {
    const specPath = spec === undefined ? undefined : await host.locate(spec);
    const all = (await projectRuns(host)).filter(
      (run) =>
        (specPath === undefined || run.specPath === specPath) &&
        (status === undefined || run.manifest.status === status),
    );
    const told = all.slice(offset, offset + limit).map((run) => runFacts(run, host));
    const { items, page } = fittingPage(told, { offset, total: all.length, budget });
    return { document: { runs: items, page }, isForeign: false };
  },
});
