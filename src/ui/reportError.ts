import * as vscode from 'vscode';
import type { UserErrorKind } from '../core/userError.js';
import { UserError } from '../core/userError.js';
import { t } from '../l10n/t.js';
import type { Log } from './redactedLog.js';

/** Actions that a message can offer, by what they do. */
const ACTIONS = {
  setApiKey: {
    get title() {
      return t('Set API Key');
    },
    command: 'gavel.setApiKey',
  },
  switchAccount: {
    get title() {
      return t('Switch Account');
    },
    command: 'gavel.switchAccount',
  },
  setSecret: {
    get title() {
      return t('Set Secret');
    },
    command: 'gavel.setSecret',
  },
  manageTrust: {
    get title() {
      return t('Manage Workspace Trust');
    },
    command: 'workbench.trust.manage',
  },
  showLog: {
    get title() {
      return t('Show Log');
    },
    command: 'gavel.showLog',
  },
  openSettings: {
    get title() {
      return t('Open Settings');
    },
    command: 'workbench.action.openSettings',
    args: ['gavel.together.baseUrl'],
  },
  newSpec: {
    get title() {
      return t('New Eval Spec');
    },
    command: 'gavel.newSpec',
  },
  labelRows: {
    get title() {
      return t('Label Rows');
    },
    command: 'gavel.labelRows',
  },
  runAgain: {
    get title() {
      return t('Run Again');
    },
    command: 'gavel.rerun',
  },
  manageSecrets: {
    get title() {
      return t('Manage Secrets');
    },
    command: 'gavel.manageSecrets',
  },
  managePaths: {
    get title() {
      return t('Manage Allowed Paths');
    },
    command: 'gavel.manageAllowedPaths',
  },
  openFolder: {
    get title() {
      return t('Open Folder');
    },
    command: 'workbench.action.files.openFolder',
  },
  showProblems: {
    get title() {
      return t('Show Problems');
    },
    command: 'workbench.actions.view.problems',
  },
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
    await offer(t('Gavel met a fault of its own: {0}', text), ['showLog'], { retry });
    return;
  }
  if (error.kind === 'cancelled') return;
  log.error(`${error.kind}: ${error.message}`);
  if (error.cause instanceof Error) log.debug(error.cause.stack ?? error.cause.message);
  const named = namedIn(error.message);
  const retries = WORTH_A_RETRY.has(error.kind) ? retry : undefined;
  if (named.includes('setApiKey') || named.includes('setSecret')) {
    // What is missing stays so until it is set; then the work goes on by itself.
    const others = named.includes('setApiKey') ? (['switchAccount'] as const) : [];
    await offer(error.message, [...named, ...others], { thenRetry: retries });
    return;
  }
  await offer(error.message, [...new Set([...named, ...HELP[error.kind]])], { retry: retries });
}

/** Actions that a sentence names, in the words of their commands. */
function namedIn(message: string): ActionName[] {
  const names = Object.keys(ACTIONS) as ActionName[]; // an object literal has no other keys
  return names.filter((name) =>
    ['Gavel', 'File'].some((group) => message.includes(`${group}: ${ACTIONS[name].title}`)),
  );
}

interface Again {
  /** Has a button of its own. */
  readonly retry?: (() => unknown) | undefined;
  /** Follows an action that came to its end. */
  readonly thenRetry?: (() => unknown) | undefined;
}

async function offer(
  message: string,
  names: readonly ActionName[],
  { retry, thenRetry }: Again,
): Promise<void> {
  const again = t('Retry');
  const titles = [...(retry ? [again] : []), ...names.map((name) => ACTIONS[name].title)];
  const chosen = await vscode.window.showErrorMessage(message, ...titles);
  if (chosen === again) {
    await retry?.();
    return;
  }
  const name = names.find((candidate) => ACTIONS[candidate].title === chosen);
  if (!name) return;
  const action = ACTIONS[name];
  const args = 'args' in action ? action.args : [];
  const isDone: unknown = await vscode.commands.executeCommand(action.command, ...args);
  if (isDone) await thenRetry?.();
}
