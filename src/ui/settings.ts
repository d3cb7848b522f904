import { homedir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import * as vscode from 'vscode';
import { withoutEndSlashes } from '../core/withoutEndSlashes.js';
import type { PriceTable } from '../core/models/prices.js';
import { readPrices } from '../core/models/readPrices.js';
import type { BackendName } from '../core/spec/evalSpec.js';
import { UserError } from '../core/userError.js';
import { t } from '../l10n/t.js';
import { fileUri } from './fileUri.js';

/** Written out: the list in the spec's schema would load the schema library at every start. */
const BACKENDS: readonly BackendName[] = ['together', 'local', 'demo'];

const DEFAULT_BASE_URL = 'https://api.together.ai/v1';

/**
 * The service's base URL, without a slash at its end: the setting, else `TOGETHER_BASE_URL` of the
 * environment, else the service's own.
 */
export function baseUrl(): string {
  return withoutEndSlashes(setBaseUrl() || environmentBaseUrl() || DEFAULT_BASE_URL);
}

/** What says which base URL is in force. */
export function baseUrlSource(): string {
  if (setBaseUrl()) return t('the setting gavel.together.baseUrl');
  return environmentBaseUrl() ? t('the environment variable TOGETHER_BASE_URL') : t('the default');
}

function setBaseUrl(): string {
  const found = vscode.workspace.getConfiguration('gavel').inspect<string>('together.baseUrl');
  const set = found?.workspaceFolderValue ?? found?.workspaceValue ?? found?.globalValue;
  return set?.trim() ?? '';
}

function environmentBaseUrl(): string {
  return process.env['TOGETHER_BASE_URL']?.trim() ?? '';
}

/** True where the base URL is the service's own or the user's (the environment is), not the workspace's. */
export function baseUrlIsUsers(): boolean {
  const found = vscode.workspace.getConfiguration('gavel').inspect<string>('together.baseUrl');
  return found?.workspaceValue === undefined && found?.workspaceFolderValue === undefined;
}

export function defaultBackend(uri: vscode.Uri): BackendName {
  const set = vscode.workspace.getConfiguration('gavel', uri).get<string>('defaultBackend');
  return BACKENDS.find((name) => name === set) ?? 'together';
}

export function dryRunRows(uri: vscode.Uri): number {
  const set = vscode.workspace.getConfiguration('gavel', uri).get<number>('dryRunRows', 10);
  return Math.max(1, Math.trunc(set));
}

/** Prices that are set, USD per million tokens. Throws `UserError` for a setting that can't be read. */
export function prices(uri: vscode.Uri): PriceTable {
  const read = readPrices(vscode.workspace.getConfiguration('gavel', uri).get('prices', {}));
  if (read.ok) return read.prices;
  throw new UserError('usage', t('The setting gavel.prices: {0}', read.fault));
}

/** US dollars above which a launch is asked about. */
export function confirmCostAboveUsd(): number {
  const set = vscode.workspace.getConfiguration('gavel').get<number>('confirmCostAboveUsd', 1);
  return Math.max(0, set);
}

const GUARDS = ['ask', 'always', 'never'] as const;

/** Whether CSV that Gavel writes or copies is guarded against formulas. */
export function guardFormulas(uri?: vscode.Uri): (typeof GUARDS)[number] {
  const set = vscode.workspace.getConfiguration('gavel', uri).get<string>('guardFormulas');
  return GUARDS.find((name) => name === set) ?? 'ask';
}

/** The longest wait between two polls of the service's jobs, in milliseconds. */
export function jobPollMs(): number {
  const set = vscode.workspace.getConfiguration('gavel').get<number>('poll.jobsSeconds', 60);
  return Math.max(10, set) * 1000;
}

/** Absolute folder of the runs that belong to `uri`, or to the first workspace folder. */
export function runsRoot(uri?: vscode.Uri): string {
  const folder =
    (uri && vscode.workspace.getWorkspaceFolder(uri)) ?? vscode.workspace.workspaceFolders?.[0];
  const home = folder?.uri ?? (uri && fileUri(dirname(uri.fsPath)));
  if (!home) {
    throw new UserError(
      'usage',
      t('Runs are kept in a folder: open one with File: Open Folder first.'),
    );
  }
  return runsFolderIn(home, folder?.uri);
}

/**
 * The folders of runs outside the workspace that the person's own settings name, absolute; none where a
 * workspace's settings chose them.
 */
export function usersRunsFolders(): readonly string[] {
  const found = vscode.workspace.getConfiguration('gavel').inspect<string>('runsFolder');
  const isUsers = found?.globalValue !== undefined && found.workspaceValue === undefined;
  if (!isUsers || found.workspaceFolderValue !== undefined) return [];
  return runsRoots().filter((root) => !vscode.workspace.getWorkspaceFolder(fileUri(root)));
}

/** One folder of runs per workspace folder. */
export function runsRoots(): readonly string[] {
  const folders = vscode.workspace.workspaceFolders ?? [];
  return [...new Set(folders.map(({ uri }) => runsFolderIn(uri, uri)))];
}

function runsFolderIn(home: vscode.Uri, scope: vscode.Uri | undefined): string {
  const set = vscode.workspace
    .getConfiguration('gavel', scope)
    .get<string>('runsFolder', '.gavel/runs');
  const folder = (set.trim() || '.gavel/runs').replace(/^~(?=$|[/\\])/, homedir());
  return isAbsolute(folder) ? folder : join(home.fsPath, folder);
}
