import { once } from 'node:events';
import { stat } from 'node:fs/promises';
import { Writable, type Readable } from 'node:stream';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { redactMessage } from '../../core/redaction/knownKeys.js';
import { UserError } from '../../core/userError.js';
import { configureTexts, currentTexts, t } from '../../l10n/t.js';
import type { CommandContext } from '../commandContext.js';
import { EXIT, type ExitCode } from '../exitCode.js';
import { commandHost } from './commandHost.js';
import { createAgentServer } from './agentServer.js';

/** `gavel mcp`: the tools for agents over standard input and output, until that input ends. */
export async function mcp(
  { readOnly = false }: { readonly readOnly?: boolean },
  context: CommandContext,
): Promise<ExitCode> {
  const { stdin, terminal, signal, toolVersion, cwd } = context;
  const person = currentTexts();
  if (!stdin) {
    throw new UserError(
      'usage',
      t('gavel mcp speaks over standard input; start it from a client.'),
    );
  }
  const isFolder = await stat(cwd).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!isFolder) {
    throw new UserError('usage', t('{0} is no folder; name the project with --cwd.', cwd));
  }
  // Models are spoken to in English; what the person is asked is in the language of theirs.
  configureTexts(undefined);
  const stop = new AbortController();
  const ending = AbortSignal.any([signal, stop.signal]);
  const host = commandHost({ ...context, signal: ending });
  const server = createAgentServer(host, { readOnly, toolVersion, person });
  server.server.onerror = (error) => terminal.say(redactMessage(error.message));
  const ended = endOf(stdin, ending);
  // What the protocol says goes the way of every other word: no known key leaves.
  await server.connect(new StdioServerTransport(stdin, throughTerminal(context)));
  await ended;
  stop.abort();
  await host.settle();
  await server.close();
  return EXIT.ok;
}

async function endOf(stdin: Readable, signal: AbortSignal): Promise<void> {
  if (signal.aborted || stdin.readableEnded) return;
  await Promise.race([once(stdin, 'end'), once(stdin, 'close'), once(signal, 'abort')]);
}

function throughTerminal({ terminal }: Pick<CommandContext, 'terminal'>): Writable {
  return new Writable({
    decodeStrings: false,
    write(chunk: string | Uint8Array, _, done) {
      const text = typeof chunk === 'string' ? chunk : new TextDecoder().decode(chunk);
      terminal.write(text).then(() => done(), done);
    },
  });
}
