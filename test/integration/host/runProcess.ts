import { spawn } from 'node:child_process';

export interface ProcessOptions {
  readonly cwd: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Milliseconds after which the process is stopped and the promise rejects. */
  readonly timeoutMs: number;
}

/** Runs a program to its end; resolves to its standard output, rejects with the tail of both outputs. */
export async function runProcess(
  command: string,
  args: readonly string[],
  options: ProcessOptions,
): Promise<string> {
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: options.env ?? process.env,
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
    timeout: options.timeoutMs,
  });
  let stdout = '';
  let both = '';
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
    both = (both + chunk.toString()).slice(-4000);
  });
  child.stderr.on('data', (chunk: Buffer) => {
    both = (both + chunk.toString()).slice(-4000);
  });
  const outcome = await new Promise<string>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      resolve(signal ?? String(code));
    });
  });
  if (outcome !== '0') {
    throw new Error(`${command} ${args.join(' ')} ended with ${outcome}:\n${both}`);
  }
  return stdout;
}
