import * as vscode from 'vscode';
import { bytesText } from '../../core/bytesText.js';
import type { FileRef, ServiceFile } from '../../core/dataset/service/serviceFiles.js';
import { shownName } from '../../core/fileName.js';
import type { ServiceName } from '../../core/services.js';
import { UserError } from '../../core/userError.js';
import { t } from '../../l10n/t.js';
import { cancellable } from '../commands/arguments.js';
import type { CommandContext } from '../commands/commands.js';
import { plainLabel } from '../plainText.js';
import { agoText } from '../runs/agoText.js';
import type { FileNode } from './datasetsElement.js';
import { purposeText } from './libraryLines.js';

/** A file of a service, as a command is told of it. */
export interface MeantFile {
  readonly service: ServiceName;
  readonly file: ServiceFile;
}

/**
 * The file that is meant: an element of the tree, an id, `{ id, service }`, or the one the user picks.
 * Throws `UserError`.
 */
export async function meantFile(
  context: CommandContext,
  argument: unknown,
): Promise<MeantFile | undefined> {
  context.ui.requireTrust(t('Reading the files of the service'));
  if (isFileNode(argument)) return argument;
  const asked = askedFile(argument);
  return asked ? lookUp(context, asked) : pickFile(context);
}

/** The same, as far as an id is enough: nobody is asked for what is known of it. */
export async function meantFileRef(
  context: CommandContext,
  argument: unknown,
): Promise<{ readonly service: ServiceName; readonly file: FileRef } | undefined> {
  if (isFileNode(argument)) return argument;
  const asked = askedFile(argument);
  if (!asked) return meantFile(context, argument);
  const { id, service = 'together' } = asked;
  return (await knownFile(context, asked)) ?? { service, file: { id, name: id } };
}

interface AskedFile {
  readonly id: string;
  /** Undefined where it is not said. */
  readonly service: ServiceName | undefined;
}

function isFileNode(argument: unknown): argument is FileNode {
  // An element of our own tree.
  return typeof argument === 'object' && argument !== null && 'kind' in argument
    ? argument.kind === 'file'
    : false;
}

function askedFile(argument: unknown): AskedFile | undefined {
  if (typeof argument === 'string') return { id: argument, service: undefined };
  if (typeof argument !== 'object' || argument === null || !('id' in argument)) return undefined;
  if (typeof argument.id !== 'string') return undefined;
  const said = 'service' in argument ? argument.service : undefined;
  return { id: argument.id, service: said === 'demo' || said === 'together' ? said : undefined };
}

/** As it was listed last; nobody is asked. */
async function knownFile(
  { datasets }: CommandContext,
  { id, service: wanted }: AskedFile,
): Promise<MeantFile | undefined> {
  const { listers } = await datasets.model();
  for (const service of ['together', 'demo'] as const) {
    const listing =
      wanted === undefined || wanted === service ? listers[service].known() : undefined;
    const files = listing && listing.kind !== 'off' ? listing.files : undefined;
    const file = files?.find((one) => one.id === id);
    if (file) return { service, file };
  }
  return undefined;
}

async function lookUp(context: CommandContext, asked: AskedFile): Promise<MeantFile> {
  const known = await knownFile(context, asked);
  if (known) return known;
  const { id, service } = asked;
  return cancellable(t('Looking up {0}', id), async (signal) => {
    const demo = await demoFile(context, asked, signal);
    if (demo) return { service: 'demo', file: demo };
    const files = await context.ui.services.serviceFiles(service ?? 'together');
    return { service: service ?? 'together', file: await files.get(id, signal) };
  });
}

/** An id that nobody says more of may be the demo's, where it runs: it is on this machine. */
async function demoFile(
  { ui }: CommandContext,
  { id, service }: AskedFile,
  signal: AbortSignal,
): Promise<ServiceFile | undefined> {
  if (service !== undefined || !ui.services.demoHasStarted()) return undefined;
  const files = await ui.services.serviceFiles('demo');
  return files.get(id, signal).catch((error: unknown) => {
    if (error instanceof UserError && error.kind === 'not_found') return undefined;
    throw error;
  });
}

async function pickFile({ ui, datasets }: CommandContext): Promise<MeantFile | undefined> {
  const { listers } = await datasets.model();
  const asked: readonly ServiceName[] = ui.services.demoHasStarted()
    ? ['together', 'demo']
    : ['together'];
  const listings = await Promise.all(
    asked.map(async (service) => ({ service, listing: await listers[service].get() })),
  );
  const items = listings.flatMap(({ service, listing }) =>
    (listing.kind === 'off' ? [] : (listing.files ?? [])).map((file) => pickItem(service, file)),
  );
  if (items.length === 0) {
    const [first] = listings;
    if (first?.listing.kind === 'failed') {
      // Whoever asks again wants another answer.
      listers.together.invalidate();
      throw first.listing.error;
    }
    if (first?.listing.kind === 'off') {
      const message = t('No API key of the service is set; set one with Gavel: Set API Key.');
      throw new UserError('auth', message);
    }
    const message = t('The service has no file yet; a run there uploads its dataset.');
    throw new UserError('usage', message);
  }
  const options = { placeHolder: t('Which file?'), matchOnDescription: true, matchOnDetail: true };
  return (await vscode.window.showQuickPick(items, options))?.meant;
}

function pickItem(service: ServiceName, file: ServiceFile) {
  const created = file.createdAt === undefined ? NaN : Date.parse(file.createdAt);
  const parts = [
    file.bytes === undefined ? '' : bytesText(file.bytes),
    purposeText(file.purpose),
    agoText(created, Date.now()),
    service === 'demo' ? 'demo' : '',
  ];
  return {
    label: plainLabel(shownName(file.name)),
    description: plainLabel(parts.filter(Boolean).join(' · ')),
    detail: plainLabel(file.id),
    meant: { service, file },
  };
}
