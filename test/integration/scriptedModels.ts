import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as vscode from 'vscode';
import { waitFor } from './waitFor.js';

/** What the extension with scripted language models lets tests see. */
interface ScriptedModels {
  heardOf(family: string): { asked: number; cancelled: number; roles: number[] };
  /** What `vscode:scripted/varied` replies to messages with these texts. */
  variedReply(texts: readonly string[]): string;
}

/** Waits until VS Code offers them. */
export async function scriptedModels(): Promise<ScriptedModels> {
  await waitFor(
    'the scripted models',
    async () => await vscode.lm.selectChatModels({ vendor: 'scripted' }),
    (models) => models.length > 0,
  );
  const extension = vscode.extensions.getExtension<ScriptedModels>(
    'gavel-tests.scripted-language-model',
  );
  if (!extension) throw new Error('The extension with scripted models is not loaded.');
  return extension.activate();
}

/** Serves `reply` as chat completions on this machine. */
export async function serveChat(
  reply: (texts: readonly string[]) => string,
): Promise<{ readonly url: string; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => {
      const { messages } = JSON.parse(text) as { messages: { content: string }[] };
      const content = reply(messages.map((message) => message.content));
      response.setHeader('content-type', 'application/json');
      response.end(
        JSON.stringify({
          choices: [{ finish_reason: 'stop', message: { role: 'assistant', content } }],
        }),
      );
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v1`,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
