import * as vscode from 'vscode';
import type { JobList, ServiceJobs } from '../../core/runs/serviceJobs.js';
import { UserError } from '../../core/userError.js';
import { originOf } from '../extensionUi.js';
import type { ExtensionUi } from '../extensionUi.js';
import { baseUrl } from '../settings.js';
import type { KnownJobs } from './runsList.js';

/** The service's jobs as the tree knows them. */
export interface KnownJobList {
  readonly known: KnownJobs;
  /** Reads the list, unless it is at most `maxAgeMs` old. */
  read(maxAgeMs?: number): Promise<void>;
  /** The jobs of one service are not those of another. */
  forget(): void;
  dispose(): void;
}

/**
 * Reads the list when it is asked to, and hears of every other reading: while a job runs the service's
 * poller reads it, and nobody does when none runs. `changed` is given what was known before.
 */
export function createJobList(
  ui: ExtensionUi,
  changed: (before: KnownJobs, now: KnownJobs) => void,
): KnownJobList {
  let known: KnownJobs = { kind: 'off' };
  let current: AbortController | undefined;
  let following: { readonly service: ServiceJobs; readonly end: () => void } | undefined;

  const set = (now: KnownJobs): void => {
    const before = known;
    known = now;
    if (JSON.stringify(before) !== JSON.stringify(now)) changed(before, now);
  };
  const failed = (error: unknown): void => {
    const message = error instanceof UserError ? error.message : String(error);
    ui.log.warn(`job list: ${message}`);
    const isRefused = error instanceof UserError && error.kind === 'auth';
    if (isRefused) void ui.signIn.doubt();
    set({ kind: 'error', message, isRefused });
  };
  const unfollow = (): void => {
    following?.end();
    following = undefined;
  };
  const follow = (service: ServiceJobs): void => {
    if (following?.service === service) return;
    unfollow();
    const read = (list: JobList): void => set({ kind: 'listed', ...list });
    following = { service, end: service.follow({ read, failed }) };
  };

  return {
    get known() {
      return known;
    },
    async read(maxAgeMs = 0) {
      current?.abort();
      const abort = (current = new AbortController());
      const isCurrent = (): boolean => !abort.signal.aborted;
      try {
        const hasKey =
          vscode.workspace.isTrusted && (await ui.keys.hasServiceKey(originOf(baseUrl())));
        if (vscode.workspace.isTrusted) {
          void vscode.commands.executeCommand('setContext', 'gavel.hasKey', hasKey);
        }
        if (!isCurrent()) return;
        if (!hasKey) {
          unfollow();
          set({ kind: 'off' });
          return;
        }
        const service = await ui.services.serviceJobs('together');
        if (!isCurrent()) return;
        follow(service);
        const list = await service.list(abort.signal, maxAgeMs);
        if (isCurrent()) set({ kind: 'listed', ...list });
      } catch (error) {
        if (isCurrent()) failed(error);
      }
    },
    forget() {
      current?.abort();
      unfollow();
      set({ kind: 'off' });
    },
    dispose() {
      current?.abort();
      unfollow();
    },
  };
}
