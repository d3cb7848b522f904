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
  window.addEventListener('message', (event) => {
    if (isOfEditor(event)) caller.receive(event.data);
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

/**
 * VS Code speaks from the frame around the view, which has its origin. No other window has a say: not
 * one that opened this page, nor one that somebody got into it.
 */
function isOfEditor({ source, origin }: MessageEvent): boolean {
  return source === window.parent && origin === window.origin;
}
