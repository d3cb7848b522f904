import { isRefusedConsent, isUnknownModel } from './editorErrors.js';

/** What one run knows of the consent to use a vendor's models. */
export interface RunConsents {
  /** Whether requests go out without a question to anybody. */
  isKnown(vendor: string): boolean;
  /**
   * Sends alone until one request has shown whether there is consent: the editor asks a person with
   * each request before, and many at a time would stack its question. Once refused, nothing more is
   * sent in this run. Rejects as `send` does.
   */
  first<T>(vendor: string, send: () => Promise<T>, signal: AbortSignal): Promise<T>;
}

/**
 * The editor's own `canSendRequest` is no help: VS Code 1.139 says yes to all, and asks all the same.
 * Gives what a run knows; questions that are open are known to all runs of the window.
 */
export function createConsents(): () => RunConsents {
  /** Vendor → the request that may have a question open, even if its run has been left. */
  const open = new Map<string, Promise<unknown>>();
  return () => {
    const given = new Set<string>();
    const refused = new Map<string, unknown>();

    const learn = (vendor: string, error: unknown): void => {
      if (isRefusedConsent(error)) refused.set(vendor, error);
      // Whatever the provider itself says, it was asked.
      else if (!isUnknownModel(error)) given.add(vendor);
    };

    return {
      isKnown: (vendor) => given.has(vendor),
      async first(vendor, send, signal) {
        for (;;) {
          signal.throwIfAborted();
          if (refused.has(vendor)) throw refused.get(vendor);
          if (given.has(vendor)) return send();
          const other = open.get(vendor);
          if (other) {
            await other.then(
              () => given.add(vendor),
              (error: unknown) => {
                learn(vendor, error);
              },
            );
            continue;
          }
          const sending = send();
          open.set(vendor, sending);
          try {
            const sent = await sending;
            given.add(vendor);
            return sent;
          } catch (error) {
            learn(vendor, error);
            throw error;
          } finally {
            open.delete(vendor);
          }
        }
      },
    };
  };
}
