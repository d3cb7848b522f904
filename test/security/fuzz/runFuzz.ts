import { fork } from 'node:child_process';
import { once } from 'node:events';

export interface FuzzOptions {
  readonly seed: number;
  /** Inputs of each target. */
  readonly count: number;
}

export interface FuzzedTarget {
  readonly name: string;
  readonly inputs: number;
  /** Time on the processor of the input that took longest. */
  readonly slowestMs: number;
}

/** What a child says; its last word is either that all held, or what did not. */
export type FuzzMessage =
  | { readonly at: string; readonly input: number }
  | { readonly done: FuzzedTarget }
  | { readonly failed: string };

/** No input of a few KB takes a parser longer, on whatever machine. */
const HANGS_AFTER_MS = 60_000;
/** Enough for every parser and its input, and for nothing that an input makes grow. */
const HEAP_MB = 256;

/**
 * Attacks the targets that a module exports as `targets`, in a process of their own with little
 * memory, which is ended where one input makes it hang. Throws, naming the input by its number, for
 * the first that breaks a promise: the same seed makes it again.
 */
export async function runFuzz(module: URL, { seed, count }: FuzzOptions): Promise<FuzzedTarget[]> {
  const child = fork(
    new URL('./fuzzChild.ts', import.meta.url),
    [module.href, String(seed), String(count)],
    { execArgv: ['--import', 'tsx', `--max-old-space-size=${HEAP_MB}`], stdio: 'inherit' },
  );
  const done: FuzzedTarget[] = [];
  let at = 'its start';
  let failed: string | undefined;
  const hang = setTimeout(() => {
    failed = `${at} hangs`;
    child.kill('SIGKILL');
  }, HANGS_AFTER_MS);
  // Its only messages, from fuzzChild.ts.
  child.on('message', (message) => {
    const said = message as FuzzMessage;
    hang.refresh();
    if ('at' in said) at = `${said.at}, input ${said.input} of seed ${seed}`;
    else if ('done' in said) done.push(said.done);
    else failed = said.failed;
  });
  const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
  clearTimeout(hang);
  if (failed !== undefined) throw new Error(failed);
  if (code !== 0) throw new Error(`${at} ended the process with ${String(signal ?? code)}`);
  return done;
}

/** All inputs, for the figure of a proof. */
export function inputsOf(fuzzed: readonly FuzzedTarget[]): string {
  return fuzzed.reduce((sum, { inputs }) => sum + inputs, 0).toLocaleString('en-US');
}
