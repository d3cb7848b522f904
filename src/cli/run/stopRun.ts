import { drivenBackend } from '../../core/runs/drivenBackend.js';
import { isFinal } from '../../core/runs/evalBackend.js';
import type { RunManifest } from '../../core/runs/manifest.js';
import { pauseRun } from '../../core/runs/pauseRun.js';
import { longProgress } from '../../core/runs/progressText.js';
import { storedProgress } from '../../core/runs/progressFacts.js';
import { t } from '../../l10n/t.js';
import type { CommandContext } from '../commandContext.js';
import { EXIT, type ExitCode } from '../exitCode.js';
import { runName } from './runName.js';

/** `gavel pause RUN`: stops the work on a run, whoever drives it, until a person resumes it. */
export async function pause(name: string, context: CommandContext): Promise<ExitCode> {
  const { services, terminal, runsRoot } = context;
  const run = await services.runs.find(name, [runsRoot]);
  const manifest = await pauseRun(run, services.runs, (backend) => services.backend(backend));
  const resume = t('To go on: gavel run --resume {0}', runName(run, context));
  const text = isFinal(manifest.status)
    ? t('{0} It had ended before it could be paused.', standing(manifest))
    : `${standing(manifest)} ${resume}`;
  terminal.result({ ...manifest, folder: run.folder }, text);
  return EXIT.ok;
}

/** `gavel cancel RUN`: ends a run for good, whoever drives it; a job of the service goes on there. */
export async function cancel(name: string, context: CommandContext): Promise<ExitCode> {
  const { services, terminal, runsRoot } = context;
  const run = await services.runs.find(name, [runsRoot]);
  const backend = await services.backend(drivenBackend(await services.runs.read(run)));
  const outcome = await backend.cancel(run);
  const manifest = await services.runs.read(run);
  const said = outcome.outcome === 'detached' ? ` ${outcome.message}` : '';
  terminal.result({ ...manifest, folder: run.folder }, `${standing(manifest)}${said}`);
  return EXIT.ok;
}

function standing(manifest: RunManifest): string {
  const { name, status } = manifest;
  return t('{0} is {1}: {2}.', name, status, longProgress(storedProgress(manifest)).join(', '));
}
