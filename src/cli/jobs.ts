import type { CommandContext } from './commandContext.js';
import { EXIT, type ExitCode } from './exitCode.js';
import { textTable } from './textTable.js';
import { run } from './run.js';

/** `gavel jobs`: the jobs the service knows, newest first. */
export async function jobs({ services, terminal, signal }: CommandContext): Promise<ExitCode> {
  const list = await (await services.serviceJobs('together')).list(signal);
  const table = textTable(
    ['id', 'type', 'status', 'created', 'judge', 'result'],
    list.jobs.map((job) => [
      job.workflowId,
      job.type ?? 'unknown',
      job.serviceStatus,
      job.createdAt?.slice(0, 19).replace('T', ' ') ?? '',
      job.judge ?? '',
      job.reason ?? job.headline ?? '',
    ]),
    60,
  );
  const more = list.truncated
    ? '\nThe service lists 100 jobs at most; there may be older ones.'
    : '';
  terminal.result(list, list.jobs.length > 0 ? table + more : 'The service knows no jobs yet.');
  return EXIT.ok;
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
  return run(undefined, { resume: folder }, context);
}
