#!/usr/bin/env node
import packageJson from '../package.json' with { type: 'json' };
import { askYesOrNo } from './cli/terminal/askYesOrNo.js';
import { readTexts } from './cli/readTexts.js';
import { runCli } from './cli/runCli.js';
import { redactMessage } from './core/redaction/knownKeys.js';
import { configureTexts } from './l10n/t.js';

const interrupt = new AbortController();
process.on('SIGINT', () => {
  // Asked twice: the user does not want to wait for the rows that are under way.
  if (interrupt.signal.aborted) process.exit(130);
  interrupt.abort();
});
process.on('SIGTERM', () => {
  interrupt.abort();
});
// Node would print what no part of a command has caught just as it is, keys and all.
process.on('uncaughtException', (error: unknown) => {
  const said = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`${redactMessage(`Something went wrong inside gavel: ${said}`)}\n`);
  process.exit(3);
});
// `gavel results … | head` closes the pipe: that ends the output, it is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? 0 : 3);
});

const argv = process.argv.slice(2);
configureTexts(await readTexts(process.env, new URL('./l10n/', import.meta.url), argv));
process.exitCode = await runCli(argv, {
  env: process.env,
  cwd: process.cwd(),
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  ...(process.stdin.isTTY && process.stderr.isTTY && { ask: askYesOrNo }),
  signal: interrupt.signal,
  toolVersion: packageJson.version,
});
