import { createCaller } from '../../shared/rpc.js';
import type { Caller, Protocol } from '../../shared/rpc.js';

interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

export interface Host<P extends Protocol> extends Caller<P> {
  /** What `keep` was last given, also after a reload; the fallback where it was nothing. */
  remembered<S extends object>(fallback: S): S;
  keep(state: object): void;
  /** Has the page loaded anew. */
  reload(): void;
  /** The same, and nothing is remembered. */
  reset(): void;
}

/** Connects this webview with the extension; call it once. */
export function connectHost<P extends Protocol>(protocol: P): Host<P> {
  const api = acquireVsCodeApi();
  const caller = createCaller(protocol, (message) => api.postMessage(message));
  let editor: MessageEventSource | null = null;
  window.addEventListener('message', ({ source, origin, data }) => {
    if (origin !== window.origin) return;
    // VS Code speaks from the frame around the view, whose name it takes away. Nobody else is there when
    // it speaks first; a window that opened this page, or that somebody got into it, has no say later.
    editor ??= source;
    if (source === editor) caller.receive(data);
  });
  window.addEventListener('pagehide', () => caller.dispose());
  const reload = () => api.postMessage({ type: 'reload' });
  return {
    ...caller,
    remembered(fallback) {
      const state = api.getState();
      return typeof state === 'object' && state !== null ? { ...fallback, ...state } : fallback;
    },
    keep: (state) => api.setState(state),
    reload,
    reset() {
      // What the view still keeps on its way out is not kept.
      api.setState({});
      reload();
    },
  };
}
