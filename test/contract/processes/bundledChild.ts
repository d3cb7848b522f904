import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';

/** Bundles a file of the tests, so that a process of it starts at once; `remove` when all have ended. */
export async function bundleChild(
  entry: string,
): Promise<{ readonly outfile: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'gavel-child-'));
  const outfile = join(folder, 'child.mjs');
  const require = `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);`;
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    mainFields: ['module', 'main'],
    banner: { js: require },
  });
  return { outfile, remove: () => rm(folder, { recursive: true }) };
}

/** What a child answers to one thing it was asked. */
export type Answer =
  | { readonly ok: true; readonly value?: unknown }
  | { readonly ok: false; readonly kind: string; readonly message: string };

/** A process that does what it is asked, of which any may be under way at once. */
export interface AskedChild {
  readonly pid: number;
  /** `gone` where the process ended before it answered. */
  ask(task: Readonly<Record<string, unknown>>): Promise<Answer | 'gone'>;
  signal(name: 'SIGSTOP' | 'SIGCONT' | 'SIGKILL'): void;
  /** Resolves when it has ended. */
  readonly ended: Promise<unknown>;
}

/** Starts a process of a bundle whose file answers each message `{ number, … }` with `{ number, answer }`. */
export function startChild(outfile: string): AskedChild {
  const child = fork(outfile, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], execArgv: [] });
  const waiting = new Map<number, (answer: Answer | 'gone') => void>();
  let asked = 0;
  let isGone = false;
  // Its only sender is the child below.
  child.on('message', (message: { readonly number: number; readonly answer: Answer }) => {
    waiting.get(message.number)?.(message.answer);
    waiting.delete(message.number);
  });
  const ended = once(child, 'exit').then(() => {
    isGone = true;
    for (const resolve of waiting.values()) resolve('gone');
  });
  return {
    pid: child.pid ?? 0,
    ask: (task) =>
      new Promise((resolve) => {
        if (isGone) {
          resolve('gone');
          return;
        }
        asked += 1;
        waiting.set(asked, resolve);
        child.send({ ...task, number: asked }, () => undefined);
      }),
    signal: (name) => void child.kill(name),
    ended,
  };
}
