import * as vscode from 'vscode';
import {
  copyAs as snippetOf,
  EXPORT_FORMS,
  type ExportForm,
  type SnippetForm,
} from '../../core/exchange/copyAs.js';
import type { PromptfooSource } from '../../core/exchange/promptfooConfig.js';
import { jobOfPlan, jobOfRun, type SharedJob } from '../../core/exchange/sharedJob.js';
import { jobToShare, sourceOfJob } from '../../core/exchange/specFromJob.js';
import { planRun } from '../../core/runs/planRun.js';
import { UserError } from '../../core/userError.js';
import { t } from '../../l10n/t.js';
import { allowSpecPaths } from '../paths/allowPaths.js';
import { isSpecPath } from '../spec/specFile.js';
import { toClipboard } from '../toClipboard.js';
import { activeUri, cancellable, runOrJob, specUri, uriOf } from './arguments.js';
import type { CommandContext } from './commands.js';

const forms = (): Readonly<
  Record<ExportForm, { readonly label: string; readonly language: string }>
> => ({
  curl: { label: 'curl', language: 'shellscript' },
  python: { label: t('Python SDK'), language: 'python' },
  typescript: { label: t('TypeScript SDK'), language: 'typescript' },
  'together-cli': { label: t('Service Command Line (tg)'), language: 'shellscript' },
  promptfoo: { label: t('promptfoo Config'), language: 'yaml' },
});

/** What is copied, in either way; what can't be throws `UserError`. */
interface Meant {
  /** A job of the service. */
  job(): SharedJob;
  /** The evaluation with its rows, whichever backend runs it. */
  source(): Promise<PromptfooSource>;
}

/**
 * Copies a spec, run or job as a script that starts its job, or as a promptfoo config, and gives the
 * text. `{ as }` names the form; else it is asked for.
 */
export async function copyAs(
  context: CommandContext,
  argument?: unknown,
  options?: unknown,
): Promise<string | undefined> {
  const meant = await whatIsMeant(context, argument);
  const form = meant && (formIn(options) ?? (await pickForm(meant)));
  if (!form) return undefined;
  const text = form === 'promptfoo' ? await configOf(meant) : snippetOf(meant.job(), form);
  await toClipboard(text);
  const { label, language } = forms()[form];
  const message = t('Copied as {0}. Its keys are read from the environment.', label);
  void vscode.window.showInformationMessage(message, t('Open as Document')).then(async (chosen) => {
    if (chosen !== t('Open as Document')) return;
    const document = await vscode.workspace.openTextDocument({ content: text, language });
    await vscode.window.showTextDocument(document, { preview: false });
  });
  return text;
}

async function configOf(meant: Meant): Promise<string> {
  const { promptfooConfig } = await import('../../core/exchange/promptfooConfig.js');
  return promptfooConfig(await meant.source());
}

function formIn(options: unknown): ExportForm | undefined {
  if (typeof options !== 'object' || options === null || !('as' in options)) return undefined;
  const form = EXPORT_FORMS.find((each) => each === options.as);
  if (form) return form;
  throw new UserError('usage', t('The form must be one of {0}.', EXPORT_FORMS.join(', ')));
}

/** With the first lines of each: a form that can't hold the job says why. */
async function pickForm(meant: Meant): Promise<ExportForm | undefined> {
  const items = EXPORT_FORMS.map((form) => ({
    label: forms()[form].label,
    detail: form === 'promptfoo' ? 'npx promptfoo@latest eval' : previewOf(meant, form),
    form,
  }));
  const placeHolder = t('Copy the job as …');
  return (await vscode.window.showQuickPick(items, { placeHolder }))?.form;
}

function previewOf(meant: Meant, form: SnippetForm): string {
  try {
    const lines = snippetOf(meant.job(), form).split('\n');
    return lines.find((line) => /create\(|create \\|curl /.test(line))?.trim() ?? '';
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
}

async function whatIsMeant(context: CommandContext, argument: unknown): Promise<Meant | undefined> {
  const { ui } = context;
  const { services } = ui;
  const { serviceUrl } = services;
  const given = uriOf(argument) ?? (argument === undefined ? activeUri() : undefined);
  if (
    argument === undefined
      ? given && isSpecPath(given.path)
      : given && !given.path.endsWith('.evalrun.json')
  ) {
    const uri = await specUri(given);
    if (!uri) return undefined;
    await allowSpecPaths(uri, ui);
    const plan = await planRun(
      { specPath: uri.fsPath, runsRoot: ui.runsRoot(uri), defaultBackend: 'together' },
      services,
    );
    return {
      job: () => jobOfPlan(plan, serviceUrl),
      source: async () => {
        const { promptfooSource } = await import('../../core/exchange/promptfooConfig.js');
        return promptfooSource(plan, services.datasets);
      },
    };
  }
  const meant = await runOrJob(context, argument);
  if (!meant) return undefined;
  if ('folder' in meant) {
    const manifest = await services.runs.read(meant);
    const { name, spec } = manifest;
    return {
      job: () => jobOfRun(manifest, serviceUrl),
      source: () => Promise.resolve({ name, spec, rows: [], total: 0 }),
    };
  }
  const { workflowId } = meant;
  const parameters = await cancellable(t('Reading {0}', workflowId), async (signal) =>
    (await services.serviceJobs('together')).parameters(workflowId, signal),
  );
  const job = { workflowId, ...parameters };
  return {
    job: () => jobToShare(job, serviceUrl),
    source: () => Promise.resolve(sourceOfJob(job)),
  };
}
