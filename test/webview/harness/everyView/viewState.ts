import type { Page } from 'playwright-core';
import type { Event, Handlers, Protocol } from '../../../../src/shared/rpc.js';
import type { ViewName } from '../../../../src/ui/webview/viewPage.js';
import type { ViewBench } from '../openView.js';

type Emit<P extends Protocol> = <E extends keyof P['events'] & string>(
  event: E,
  value: Event<P, E>,
) => void;

/** A view in one of the states that people see it in. */
export interface ViewState {
  /** `view: state`. */
  readonly name: string;
  open(bench: ViewBench): Promise<OpenState>;
}

export interface OpenState {
  readonly page: Page;
  readonly complaints: readonly string[];
  readonly told: readonly string[];
  /** The window has another size: opens anew what closes then. */
  resized(): Promise<void>;
  close(): Promise<void>;
}

export interface StateOptions<P extends Protocol> {
  readonly view: ViewName;
  readonly protocol: P;
  readonly handlers: Handlers<P>;
  readonly state?: unknown;
  /** Pixels; a whole window unless told. */
  readonly size?: { readonly width: number; readonly height: number };
  /** What the host tells unasked, once the page is there. */
  tell?(emit: Emit<P>): void | Promise<void>;
  /** Gets to the state, and waits until it is there. */
  reach(page: Page): Promise<unknown>;
  /** What it has opened closes when the window changes its size. */
  readonly isPassing?: boolean;
}

const WINDOW = { width: 1280, height: 800 };

/** One row of the table; `make` is called when its turn comes. */
export function viewState<P extends Protocol>(
  name: string,
  make: () => StateOptions<P>,
): ViewState {
  return {
    name,
    async open(bench) {
      const { view, protocol, handlers, state, tell, reach, isPassing, size = WINDOW } = make();
      const opened = await bench.open({
        ...{ view, protocol, handlers, size },
        ...(state !== undefined && { state }),
      });
      try {
        await tell?.(opened.emit);
        await reach(opened.page);
      } catch (error) {
        await opened.close();
        throw error;
      }
      return {
        ...opened,
        async resized() {
          if (isPassing) await reach(opened.page);
        },
      };
    },
  };
}

/** A host that answers nothing: what a view shows while it waits. */
export function silent<P extends Protocol>(protocol: P): Handlers<P> {
  return everyMethod(protocol, () => new Promise<never>(() => undefined));
}

/** A host that refuses everything, and says why at some length. */
export function refusing<P extends Protocol>(protocol: P): Handlers<P> {
  return everyMethod(protocol, () => Promise.reject(new Error(WHY)));
}

export const WHY =
  'The file answers-of-the-support-team-in-november-2026.evalrun.json is gone; restore it from git, then retry.';

/** Long words without a place to break, and long sentences. */
export const LONG = `https://example.com/${'a-very-long-path/'.repeat(12)}end and then words: ${'the policy says more than the answer does. '.repeat(12)}`;
export const LONG_NAME = `Answers-of-the-support-team-judged-by-the-strict-rubric-of-november-${'x'.repeat(60)}`;

function everyMethod<P extends Protocol>(protocol: P, answer: () => Promise<never>): Handlers<P> {
  const methods = Object.keys(protocol.methods).map((method) => [method, answer]);
  return Object.fromEntries(methods) as Handlers<P>; // one for each method
}
