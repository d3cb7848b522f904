import * as vscode from 'vscode';
import type { UserErrorKind } from '../core/userError.js';
import { UserError } from '../core/userError.js';
import type { Log } from './redactedLog.js';

/** Actions that a message can offer, by what they do. */
const ACTIONS = {
  setApiKey: { title: 'Set API Key', command: 'gavel.setApiKey' },
  switchAccount: { title: 'Switch Account', command: 'gavel.switchAccount' },
  setSecret: { title: 'Set Secret', command: 'gavel.setSecret' },
  manageTrust: { title: 'Manage Workspace Trust', command: 'workbench.trust.manage' },
  showLog: { title: 'Show Log', command: 'gavel.showLog' },
  openSettings: {
    title: 'Open Settings',
    command: 'workbench.action.openSettings',
    args: ['gavel.together.baseUrl'],
  },
  newSpec: { title: 'New Eval Spec', command: 'gavel.newSpec' },
  labelRows: { title: 'Label Rows', command: 'gavel.labelRows' },
  runAgain: { title: 'Run Again', command: 'gavel.rerun' },
  manageSecrets: { title: 'Manage Secrets', command: 'gavel.manageSecrets' },
  managePaths: { title: 'Manage Allowed Paths', command: 'gavel.manageAllowedPaths' },
  openFolder: { title: 'Open Folder', command: 'workbench.action.files.openFolder' },
  showProblems: { title: 'Show Problems', command: 'workbench.actions.view.problems' },
} as const satisfies Record<string, { title: string; command: string; args?: readonly string[] }>;

type ActionName = keyof typeof ACTIONS;

/**
 * What helps, by kind of failure; the first comes first. Before it stands what the sentence names
 * itself, as “Gavel: New Eval Spec”.
 */
const HELP: Record<UserErrorKind, readonly ActionName[]> = {
  // The sentence says what to do otherwise: nothing else is broken.
  usage: [],
  spec: ['showProblems'],
  dataset: ['showProblems'],
  template: ['showProblems'],
  auth: ['setApiKey', 'switchAccount', 'setSecret'],
  payment: ['switchAccount', 'showLog'],
  not_found: ['showLog'],
  rate_limit: ['showLog'],
  unreachable: ['openSettings', 'showLog'],
  server: ['showLog'],
  bad_reply: ['showLog'],
  rejected: ['showLog'],
  busy: ['showLog'],
  outside: ['managePaths'],
  storage: ['showLog'],
  trust: ['manageTrust'],
  run_failed: ['showLog'],
  // Never shown.
  cancelled: [],
};

/** Failures that may be gone a moment later, or once the user mended something. */
const WORTH_A_RETRY: ReadonlySet<UserErrorKind> = new Set([
  'busy',
  'auth',
  'payment',
  'rate_limit',
  'unreachable',
  'server',
  'bad_reply',
  'storage',
]);

/** Shows a failure with the actions that help. What the user stopped is no failure. */
export async function reportError(error: unknown, log: Log, retry?: () => unknown): Promise<void> {
  if (error instanceof vscode.CancellationError) return;
  if (error instanceof Error && error.name === 'AbortError') return;
  if (!(error instanceof UserError)) {
    log.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
    const text = error instanceof Error ? error.message : String(error);
    await offer(`Gavel met a fault of its own: ${text}`, ['showLog'], retry);
    return;
  }
  if (error.kind === 'cancelled') return;
  log.error(`${error.kind}: ${error.message}`);
  if (error.cause instanceof Error) log.debug(error.cause.stack ?? error.cause.message);
  const actions = [...new Set([...namedIn(error.message), ...HELP[error.kind]])];
  await offer(error.message, actions, WORTH_A_RETRY.has(error.kind) ? retry : undefined);
}

/** Actions that a sentence names, in the words of their commands. */
function namedIn(message: string): ActionName[] {
  const names = Object.keys(ACTIONS) as ActionName[]; // an object literal has no other keys
  return names.filter((name) =>
    ['Gavel', 'File'].some((group) => message.includes(`${group}: ${ACTIONS[name].title}`)),
  );
}

async function offer(
  message: string,
  names: readonly ActionName[],
  retry: (() => unknown) | undefined,
): Promise<void> {
  const titles = [...(retry ? ['Retry'] : []), ...names.map((name) => ACTIONS[name].title)];
  const chosen = await vscode.window.showErrorMessage(message, ...titles);
  if (chosen === 'Retry') {
    await retry?.();
    return;
  }
  const name = names.find((candidate) => ACTIONS[candidate].title === chosen);
  if (!name) return;
  const action = ACTIONS[name];
  await vscode.commands.executeCommand(action.command, ...('args' in action ? action.args : []));
}
