import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { createServices } from '../../../src/composition.js';
import { runCli } from '../../../src/cli/runCli.js';

interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Absolute. */
  readonly cwd: string;
  readonly signal?: AbortSignal | undefined;
  /** What stderr is besides a stream, e.g. a terminal of so many columns. */
  readonly terminal?: { readonly isTTY?: boolean; readonly columns?: number };
  readonly makeServices?: typeof createServices;
  /** A person's answer to every question; absent: nobody sits at a terminal. */
  readonly answer?: boolean;
}

/** Runs the command line in this process, to its end. */
export async function runGavel(args: readonly string[], around: Surroundings) {
  const {
    env,
    cwd,
    signal = new AbortController().signal,
    terminal,
    makeServices,
    answer,
  } = around;
  const stdout = new PassThrough();
  const stderr = Object.assign(new PassThrough(), terminal);
  const output = [text(stdout), text(stderr)] as const;
  const surroundings = {
    ...{ env, cwd, stdout, stderr, signal, toolVersion: '0.0.0' },
    ...(answer !== undefined && { ask: () => Promise.resolve(answer) }),
  };
  const exitCode = await runCli(args, surroundings, makeServices);
  stdout.end();
  stderr.end();
  const [out, err] = await Promise.all(output);
  return { exitCode, out, err };
}
