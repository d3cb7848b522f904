import { baselineDelta } from '../../baseline/baselineDelta.js';
import { isComparable } from '../../baseline/baselineOf.js';
import { reportFigures, accounting } from '../../report/reportFigures.js';
import { cacheText } from '../../runs/cacheText.js';
import { countedFailures } from '../../runs/failureWords.js';
import type { RunStatistics } from '../../runs/manifest.js';
import { runConcerns } from '../../runs/runConcerns.js';
import { consistencySentence } from '../../stats/consistencySentence.js';
import { gatesOfRun } from '../../stats/gates.js';
import { headlineSentence } from '../../stats/headline.js';
import type { AgentCall } from '../agentCall.js';
import type { AgentHost } from '../agentHost.js';
import { defineTool } from '../agentTool.js';
import { shortText } from '../foreignText.js';
import { runField } from '../inputFields.js';
import { namedRun, projectRuns, type ProjectRun } from '../projectRuns.js';
import { runFacts } from '../runFacts.js';

export const readResults = defineTool({
  name: 'gavel_read_results',
  title: 'Read the results of a run',
  description:
    'Gives the figures of a run: the headline with its 95 % interval, how many rows each figure is over, the gates of the spec, what to know before the figures are believed, and the difference to the pinned baseline. Also tells how far a run that is going on has come.',
  effect: 'reads',
  shape: { run: runField },
  async answer({ run }, host, call) {
    const document = await resultsOf(await namedRun(run, host), host, call);
    return { document, isForeign: false };
  },
});

/** The figures of a run as JSON; every rate with its interval and what it is over. */
export async function resultsOf(found: ProjectRun, host: AgentHost, call: AgentCall) {
  const { manifest } = found;
  const statistics = await statisticsOf(found, host, call);
  const consistency = statistics && consistencySentence(statistics);
  const reused = cacheText(manifest.cache, manifest.spec);
  const baseline = statistics && (await baselineOf(found, host, call));
  const concerns = runConcerns({ manifest, statistics, isLabelled: undefined });
  return {
    run: runFacts(found, host),
    judge: shortText(manifest.models.judge.model, 120),
    answer: statistics ? `${headlineSentence(statistics)}.` : 'No row has been judged yet.',
    ...(statistics && {
      rows: Object.fromEntries(accounting(statistics)),
      figures: reportFigures({ manifest, statistics, rows: [] }).map(({ name, text, over }) => ({
        name,
        value: text,
        over,
      })),
      ...(statistics.labels && { labels: statistics.labels }),
    }),
    ...(consistency !== undefined && { consistency }),
    gates: (manifest.dry_run ? [] : gatesOfRun(manifest, statistics)).map(
      ({ metric, outcome, message }) => ({ metric, outcome, message: shortText(message) }),
    ),
    warnings: concerns.map(({ message }) => shortText(message, 600)),
    failures: countedFailures(manifest).map(({ words, count }) => `${count} ${words}`),
    ...(reused !== null && { cache: reused }),
    ...(manifest.usage?.cost_usd !== undefined && { cost_usd: manifest.usage.cost_usd }),
    baseline: baseline ?? null,
  };
}

/** Of the manifest where the run has ended; else of the rows as they are now. */
async function statisticsOf(
  { run, manifest }: ProjectRun,
  { services }: AgentHost,
  { signal }: AgentCall,
): Promise<RunStatistics | undefined> {
  if (manifest.statistics) return manifest.statistics;
  const rows = await (await services.rowsReader()).open(run, manifest.spec);
  try {
    const { statistics } = await rows.refresh(signal);
    return statistics.n === 0 ? undefined : statistics;
  } finally {
    await rows.close();
  }
}

/** The run against the pinned one of its spec; undefined where none is pinned or nothing can be told. */
async function baselineOf(found: ProjectRun, host: AgentHost, { signal }: AgentCall) {
  const { run, manifest, project, specPath } = found;
  if (specPath === undefined || manifest.dry_run || !isComparable(manifest)) return undefined;
  const pins = await (await host.services.baselines()).read(project.folder);
  const id = pins.get(specPath.slice(project.folder.length + 1).replaceAll('\\', '/'));
  if (id === undefined) return undefined;
  if (id === manifest.id) return { run: id, is: 'this run is the baseline' };
  const pinned = (await projectRuns(host)).find((each) => each.manifest.id === id);
  if (!pinned || !isComparable(pinned.manifest)) {
    return { run: shortText(id, 60), is: 'the pinned run is not here' };
  }
  const figures = await host.services.runFigures();
  const [entry] = await figures.compare(pinned, [{ run, manifest }], { signal });
  if (!entry) return undefined;
  const { text, words, judged, cautions } = baselineDelta(entry.comparison);
  return {
    run: id,
    name: shortText(pinned.manifest.name, 120),
    difference: text,
    words,
    rows_in_both: judged,
    cautions: cautions.map((caution) => shortText(caution, 600)),
  };
}
