import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { AllowRows } from '../core/allowRows.js';
import type { Attention } from '../core/attention.js';
import type { Keys } from '../core/keys.js';
import type { EditorModels } from '../core/models/editorModels.js';
import type { PathPolicy } from '../core/paths/pathGate.js';
import { learnAddress, learnEnvironment } from '../core/redaction/learnEnvironment.js';
import type { RunEvent } from '../core/runs/evalBackend.js';
import type { RunRef } from '../core/runs/runStore.js';
import type { GavelServices } from '../core/services.js';
import { UserError } from '../core/userError.js';
import { t } from '../l10n/t.js';
import type { AccountProfiles } from './accounts/accountProfiles.js';
import { createAccountProfiles } from './accounts/accountProfiles.js';
import type { SignIn } from './accounts/signIn.js';
import { createSignIn } from './accounts/signIn.js';
import { createBaselines } from './baseline/baselines.js';
import { gatedServices } from './gatedServices.js';
import type { GavelUi, LiveRuns } from './gavelUi.js';
import { editorModels } from './models/editorModels.js';
import { createPathConsents } from './paths/pathConsents.js';
import { workspacePaths } from './paths/workspacePaths.js';
import type { LiveRunRegistry, RunEnd } from './runs/liveRuns.js';
import { createLiveRuns } from './runs/liveRuns.js';
import type { RowConsents } from './secrets/rowConsents.js';
import { createRowConsents } from './secrets/rowConsents.js';
import { redactedLog } from './redactedLog.js';
import { learningVault } from './secrets/learningVault.js';
import type { SecretKeys } from './secrets/secretKeys.js';
import { createSecretKeys } from './secrets/secretKeys.js';
import {
  baseUrl,
  baseUrlIsUsers,
  baseUrlSource,
  jobPollMs,
  runsRoot,
  runsRoots,
} from './settings.js';

/** How the composition root makes services; passed in, as `ui` imports no backend. */
type MakeServices = (options: {
  readonly keys: Keys;
  readonly allowRows: AllowRows;
  readonly paths: PathPolicy;
  readonly baseUrl: string;
  readonly demoFolder: string;
  readonly previewsFolder: string;
  readonly modelsFolder: string;
  readonly uploadsFile: string;
  readonly toolVersion: string;
  readonly program: () => string;
  readonly editorModels: EditorModels;
  readonly attention: Attention;
  readonly longestPollMs: () => number;
  readonly isWatched: boolean;
}) => GavelServices;

/** The interface's own parts see more than the editors do. */
export interface ExtensionUi extends GavelUi {
  readonly keys: SecretKeys;
  readonly rowConsents: RowConsents;
  readonly liveRuns: LiveRunRegistry;
  readonly accounts: AccountProfiles;
  readonly signIn: SignIn;
  readonly onDidChangeSignIn: vscode.Event<void>;
  /** A key came, went or changed, of the service or another. */
  readonly onDidChangeKeys: vscode.Event<void>;
  keysChanged(): void;
  accountChanged(): void;
  readonly onDidEndRun: vscode.Event<{ readonly run: RunRef; readonly end: RunEnd }>;
  dispose(): Promise<void>;
}

/** Makes what all parts share. Nothing here reads a file or asks the network. */
export function createExtensionUi(
  context: vscode.ExtensionContext,
  makeServices: MakeServices,
): ExtensionUi {
  learnEnvironment(process.env);
  const learnProxy = (): void => {
    learnAddress(vscode.workspace.getConfiguration('http').get('proxy'), t('the proxy'));
  };
  learnProxy();
  const channel = vscode.window.createOutputChannel('Gavel', { log: true });
  const log = redactedLog(channel);
  // Nobody needs it before something goes wrong.
  const report = (error: unknown, retry?: () => unknown): void =>
    void import('./reportError.js').then(({ reportError }) => reportError(error, log, retry));
  const changedRuns = new vscode.EventEmitter<RunRef | undefined>();
  const changedKeys = new vscode.EventEmitter<void>();
  const changedAccount = new vscode.EventEmitter<void>();
  const changedSignIn = new vscode.EventEmitter<void>();
  const endedRuns = new vscode.EventEmitter<{ run: RunRef; end: RunEnd }>();
  const runEvents = new vscode.EventEmitter<{ run: RunRef; event: RunEvent }>();
  context.subscriptions.push(channel, changedRuns, changedKeys, endedRuns, runEvents);
  context.subscriptions.push(changedAccount, changedSignIn);

  const accountChanged = (): void => {
    changedAccount.fire();
    changedKeys.fire();
  };
  context.subscriptions.push(
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('gavel.together.baseUrl')) accountChanged();
      if (change.affectsConfiguration('http.proxy')) learnProxy();
    }),
  );

  const { globalState: memory, workspaceState: workspace } = context;
  const secrets = learningVault(context.secrets);
  const accounts = createAccountProfiles({
    secrets,
    memory,
    workspace,
    newId: randomUUID,
    now: Date.now,
  });
  const keys = createSecretKeys({
    secrets,
    memory,
    accounts,
    env: process.env,
    service: () => ({ origin: originOf(baseUrl()), chosenByUser: baseUrlIsUsers() }),
    mayUse: async (question) => {
      const { askConsent } = await import('./secrets/askConsent.js');
      return askConsent(question);
    },
    trusted: () => vscode.workspace.isTrusted,
  });

  const rowConsents = createRowConsents({
    memory,
    trusted: () => vscode.workspace.isTrusted,
    isChosen: (origin) => keys.isChosen(origin),
    mayReceive: async (question) => {
      const { askRowConsent } = await import('./secrets/askRowConsent.js');
      return askRowConsent(question);
    },
  });

  const requireTrust = (what: string): void => {
    if (vscode.workspace.isTrusted) return;
    throw new UserError('trust', t('{0} needs trust: this workspace is in Restricted Mode.', what));
  };
  const pathConsents = createPathConsents(workspace);
  const paths = workspacePaths(pathConsents);
  const packageJson = context.extension.packageJSON as { version: string }; // its own manifest
  const made: { url: string; services: GavelServices }[] = [];
  const services = (): GavelServices => {
    const url = baseUrl();
    const known = made.find((entry) => entry.url === url);
    if (known) return known.services;
    const all = makeServices({
      keys,
      allowRows: rowConsents.allow,
      paths,
      baseUrl: url,
      demoFolder: join(context.globalStorageUri.fsPath, 'demo'),
      previewsFolder: join(context.globalStorageUri.fsPath, 'previews'),
      modelsFolder: join(context.globalStorageUri.fsPath, 'models'),
      uploadsFile: join(context.globalStorageUri.fsPath, 'uploads.json'),
      toolVersion: packageJson.version,
      program: () => {
        const { name } = vscode.workspace;
        return name === undefined
          ? t('the VS Code window “without a folder”')
          : t('the VS Code window “{0}”', name);
      },
      editorModels,
      attention: windowAttention,
      longestPollMs: jobPollMs,
      isWatched: true,
    });
    const fresh = gatedServices(all, requireTrust);
    log.info(`evaluation service: ${shownUrl(url)}, from ${baseUrlSource()}`);
    made.push({ url, services: fresh });
    return fresh;
  };

  const signIn = createSignIn({
    trusted: () => vscode.workspace.isTrusted,
    serviceKey: async () => keys.serviceKey(originOf(baseUrl())),
    whose: (signal) => services().account('together', signal),
    verified: (id, account) => accounts.verified(id, account),
    changed: () => changedSignIn.fire(),
    failed: (error) =>
      log.warn(`sign-in: ${error instanceof Error ? error.message : String(error)}`),
    now: Date.now,
  });

  const liveRuns = createLiveRuns({
    runs: () => services().runs,
    backend: (name) => services().backend(name),
    now: Date.now,
    emit: (run, event) => {
      if (event.type === 'status') {
        log.info(`run ${run.id}: ${event.status}${event.reason ? `, ${event.reason}` : ''}`);
        changedRuns.fire(run);
      }
      runEvents.fire({ run, event });
    },
    changed: (run) => changedRuns.fire(run),
    ended: (run, end) => endedRuns.fire({ run, end }),
  });
  const live: LiveRuns = {
    isLive: (run) => liveRuns.isLive(run),
    progress: (run) => liveRuns.progress(run),
    resume: (run) => liveRuns.resume(run),
    cancel: (run) => liveRuns.cancel(run),
    pause: (run) => liveRuns.pause(run),
    onDidEmit: runEvents.event,
  };

  const baselines = createBaselines({
    services,
    runsRoots,
    storage: workspace,
    failed: (error) => log.warn(`baselines: ${String(error)}`),
    report,
  });
  context.subscriptions.push(baselines);

  return {
    get services() {
      return services();
    },
    log,
    live,
    baselines,
    pathConsents,
    liveRuns,
    keys,
    rowConsents,
    accounts,
    signIn,
    onDidChangeSignIn: changedSignIn.event,
    runsRoot,
    runsRoots,
    report,
    hasServiceKey: () => keys.hasServiceKey(originOf(baseUrl())),
    requireTrust,
    onDidChangeRuns: changedRuns.event,
    runChanged: (run) => changedRuns.fire(run),
    onDidChangeKeys: changedKeys.event,
    keysChanged: () => changedKeys.fire(),
    onDidChangeAccount: changedAccount.event,
    accountChanged,
    onDidEndRun: endedRuns.event,
    async dispose() {
      signIn.dispose();
      await liveRuns.dispose();
      await Promise.allSettled(made.map((entry) => entry.services.dispose()));
    },
  };
}

const windowAttention: Attention = {
  isFocused: () => vscode.window.state.focused,
  onChange: (listener) => {
    const listening = vscode.window.onDidChangeWindowState(listener);
    return () => {
      listening.dispose();
    };
  },
};

/** The origin of a base URL; throws `UserError` for one that is none. */
export function originOf(url: string): string {
  if (!URL.canParse(url)) {
    throw new UserError('usage', t('The setting gavel.together.baseUrl is no URL; mend it.'));
  }
  return new URL(url).origin;
}

/** Nobody's password goes into the log. */
function shownUrl(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : t('no URL');
}
