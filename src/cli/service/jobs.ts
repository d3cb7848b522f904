import { t } from '../../l10n/t.js';
import type { CommandContext } from '../commandContext.js';
import { EXIT, type ExitCode } from '../exitCode.js';
import type { JobsOptions } from './jobStatuses.js';
import { textTable } from '../terminal/textTable.js';
import { run } from '../run/runSpecs.js';

/** `gavel jobs`: the jobs the service knows, newest first. */
export async function jobs(
  { status, type, limit }: JobsOptions,
  { services, terminal, signal }: CommandContext,
): Promise<ExitCode> {
  const { jobs: all, truncated } = await (await services.serviceJobs('together')).list(signal);
  const fitting = all.filter(
    (job) =>
      (type === undefined || job.type === type) &&
      (status === undefined || job.serviceStatus === status || job.status === status),
  );
  const shown = fitting.slice(0, limit);
  const table = textTable(
    ['id', t('type'), t('status'), t('created'), t('judge'), t('result')],
    shown.map((job) => [
      job.workflowId,
      job.type ?? 'unknown',
      job.serviceStatus,
      job.createdAt?.slice(0, 19).replace('T', ' ') ?? '',
      job.judge ?? '',
      job.reason ?? job.headline ?? '',
    ]),
    60,
  );
  const lines = [
    shown.length > 0 ? table : nothing(all.length),
    ...(shown.length < fitting.length
      ? [t('{0} more; a larger --limit shows them.', fitting.length - shown.length)]
      : []),
    ...(truncated
      ? [t('The service lists its newest 100 jobs only; there may be older ones.')]
      : []),
  ];
  terminal.result({ jobs: shown, truncated }, lines.join('\n'));
  return EXIT.ok;
}

function nothing(known: number): string {
  return known === 0 ? t('The service knows no jobs yet.') : t('None of the {0} jobs fits.', known);
}

/** `gavel fetch ID`: imports a job, started here or elsewhere, and follows it to its end. */
export async function fetchJob(
  workflowId: string,
  out: string | undefined,
  context: CommandContext,
): Promise<ExitCode> {
  const { services, signal, path, runsRoot } = context;
  const importer = await services.serviceJobs('together');
  const root = out === undefined ? runsRoot : path(out);
  const { folder } = await importer.import(workflowId, root, signal);
  return run([], { resume: folder }, context);
}
