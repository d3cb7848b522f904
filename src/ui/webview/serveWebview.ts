import type * as vscode from 'vscode';
import { redactMessage } from '../../core/redaction/knownKeys.js';
import { redactValue } from '../../core/redaction/redactValue.js';
import type { Event, Handlers, Protocol } from '../../shared/rpc.js';
import { createResponder } from '../../shared/rpc.js';
import { UserError } from '../../core/userError.js';
import type { GavelUi } from '../gavelUi.js';

export interface ServedWebview<P extends Protocol> {
  dispose(): void;
  emit<E extends keyof P['events'] & string>(event: E, value: Event<P, E>): void;
}

/**
 * Answers a webview's requests until disposed. A failure is said in the view that asked; one that
 * nobody foresaw is in the log too. A known key goes to no view.
 */
export function serveWebview<P extends Protocol>(
  protocol: P,
  webview: vscode.Webview,
  { handlers, ui }: { readonly handlers: Handlers<P>; readonly ui: GavelUi },
): ServedWebview<P> {
  const responder = createResponder(protocol, {
    handlers,
    post: (message) => void webview.postMessage(redactValue(message)),
    describe: (error) => {
      if (!(error instanceof UserError))
        ui.log.error(error instanceof Error ? error : String(error));
      return redactMessage(error instanceof Error ? error.message : String(error));
    },
  });
  const listener = webview.onDidReceiveMessage((message) => void responder.receive(message));
  return {
    emit: (event, value) => responder.emit(event, value),
    dispose() {
      listener.dispose();
      responder.dispose();
    },
  };
}
