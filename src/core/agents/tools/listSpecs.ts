import { parseSpec } from '../../spec/parseSpec.js';
import { UserError } from '../../userError.js';
import type { AgentHost } from '../agentHost.js';
import { defineTool } from '../agentTool.js';
import { fittingPage } from '../answerText.js';
import { shortText } from '../foreignText.js';
import { limitField, offsetField } from '../inputFields.js';
import { projectRuns, type ProjectRun } from '../projectRuns.js';
import { runFacts } from '../runFacts.js';

export const listSpecs = defineTool({
  name: 'gavel_list_specs',
  title: 'List eval specs',
  description:
    'Lists the eval specs (*.eval.yaml, *.eval.json) of this project: type, dataset, judge, whether the spec has errors, and the headline of its last run. Call it first to learn which evaluations there are.',
  effect: 'reads',
  shape: { offset: offsetField, limit: limitField(100, 30) },
  async answer({ offset, limit }, host, { signal, budget }) {
    const files = await host.specFiles(signal);
    const runs = await projectRuns(host);
    const specs = [];
    for (const file of files.slice(offset, offset + limit)) {
      signal.throwIfAborted();
      specs.push(await specLine(file, runs, host));
    }
    const { items, page } = fittingPage(specs, { offset, total: files.length, budget });
    return { document: { specs: items, page }, isForeign: false };
  },
});

async function specLine(file: string, runs: readonly ProjectRun[], host: AgentHost) {
  const path = shortText(host.shown(file));
  const own = runs.filter(({ specPath }) => specPath === file);
  const last = own[0] && lastRun(own[0], host);
  const told = { runs: own.length, last_run: last ?? null };
  try {
    const parsed = parseSpec(await host.services.texts.read(file), file);
    const errors = parsed.problems.filter(({ severity }) => severity === 'error').length;
    const { spec } = parsed;
    if (!spec) return { path, errors, ...told };
    return {
      path,
      ...(spec.name !== undefined && { name: shortText(spec.name, 120) }),
      type: spec.type,
      dataset: shortText(spec.dataset),
      judge: shortText(spec.judge.model, 120),
      backend: spec.backend ?? host.defaultBackend(file),
      errors,
      ...told,
    };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { path, unreadable: shortText(error.message), ...told };
  }
}

function lastRun(run: ProjectRun, host: AgentHost) {
  const { id, status, headline, created, demo, dry_run: isDryRun } = runFacts(run, host);
  return {
    id,
    status,
    headline,
    created,
    ...(demo && { demo }),
    ...(isDryRun && { dry_run: isDryRun }),
  };
}
