import { junitDocument } from '../../core/report/junitReport.js';
import { markdownReport } from '../../core/report/markdownReport.js';
import { markdownText } from '../../core/markdownText.js';
import { readReport } from '../../core/report/readReport.js';
import type { RunReport } from '../../core/report/runReport.js';
import { redactMessage } from '../../core/redaction/knownKeys.js';
import type { RunRef } from '../../core/runs/runStore.js';
import type { GateResult } from '../../core/stats/gates.js';
import { UserError } from '../../core/userError.js';
import { t } from '../../l10n/t.js';
import type { CommandContext } from '../commandContext.js';
import { annotationLine, failureAnnotation, gateAnnotation } from './annotations.js';
import type { CiOptions } from './ciOptions.js';

/** What became of one of the things that a command was to run. */
interface CiOutcome {
  /** As it was named. */
  readonly name: string;
  /** Absolute; absent where it is a run that was named. */
  readonly specFile?: string;
  readonly run?: RunRef;
  readonly gates?: readonly GateResult[];
  readonly error?: unknown;
}

/** The files that a CI system reads. They are true whenever the process ends, killed or not. */
export interface CiReports {
  /** Before the first run: what is there from an earlier job is no result of this one. */
  begin(names: readonly string[]): Promise<void>;
  /** After each. */
  add(outcome: CiOutcome): Promise<void>;
  /** The summary that a page of the CI system shows. */
  end(): Promise<void>;
}

type Entry = { readonly report: RunReport } | { readonly failure: Failure };
interface Failure {
  readonly name: string;
  readonly message: string;
  readonly type: string;
}

/** Undefined where nothing for a CI system is asked for. */
export function openCiReports(options: CiOptions, context: CommandContext): CiReports | undefined {
  const { gate, junit, markdown, summary, inconclusive, baseline } = options;
  if ([gate, junit, markdown, summary].every((each) => each === undefined)) return undefined;
  const { services, terminal, env, path } = context;
  const entries: Entry[] = [];
  let waiting: string[] = [];

  async function write(): Promise<void> {
    const notRun = waiting.map((name) => ({
      failure: { name, message: t('{0} has not been run.', name), type: 'not_run' },
    }));
    const all = [...entries, ...notRun];
    if (junit !== undefined) {
      const runs = all.map((entry) => ('report' in entry ? entry.report : entry.failure));
      await services.saveFile(path(junit), junitDocument(runs, inconclusive));
    }
    if (markdown !== undefined) {
      await services.saveFile(path(markdown), markdownOf(all));
    }
  }

  async function entryOf({ name, run, error }: CiOutcome): Promise<Entry> {
    if (!run) return { failure: { name, ...failureOf(error) } };
    // What there is is written of a run that was interrupted, too.
    const { signal } = new AbortController();
    const labels = await services.labels();
    const before =
      baseline === undefined ? undefined : await services.runs.find(baseline, [context.runsRoot]);
    const ports = { runs: services.runs, labels, signal, baseline: before };
    return { report: await readReport(run, ports) };
  }

  async function annotate({ specFile, gates = [], error }: CiOutcome): Promise<void> {
    if (env['GITHUB_ACTIONS'] !== 'true' || specFile === undefined) return;
    const unmet = gates.filter(
      ({ outcome }) =>
        outcome === 'failed' || (outcome === 'inconclusive' && inconclusive !== 'pass'),
    );
    for (const gate of unmet) {
      terminal.fail(annotationLine(await gateAnnotation(specFile, gate, context)));
    }
    if (error !== undefined) {
      const { message } = failureOf(error);
      terminal.fail(annotationLine(failureAnnotation(specFile, message, context)));
    }
  }

  return {
    async begin(names) {
      waiting = [...names];
      // A baseline that is not there shall not be found out after an hour.
      if (baseline !== undefined) await services.runs.find(baseline, [context.runsRoot]);
      await write();
    },
    async add(outcome) {
      waiting.shift();
      entries.push(await entryOf(outcome));
      await write();
      await annotate(outcome);
    },
    async end() {
      const target = summary ?? env['GITHUB_STEP_SUMMARY']?.trim();
      if (target === undefined || target === '' || entries.length === 0) return;
      await services.appendText(path(target), `${markdownOf(entries)}\n`);
    },
  };
}

function markdownOf(entries: readonly Entry[]): string {
  return entries
    .map((entry) => {
      if ('report' in entry) return markdownReport(entry.report);
      const { name, message } = entry.failure;
      return `## ${markdownText(name)}\n\n**${markdownText(message)}**\n`;
    })
    .join('\n');
}

function failureOf(error: unknown): Omit<Failure, 'name'> {
  const type = error instanceof UserError ? error.kind : 'internal';
  const message = error instanceof Error ? error.message : String(error);
  return { type, message: redactMessage(message) };
}
