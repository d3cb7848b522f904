import * as vscode from 'vscode';
import type { ChatReply, ChatRequest } from '../core/judging/chat.js';
import { ChatFailure } from '../core/judging/chat.js';
import { UserError } from '../core/userError.js';

const NAME = /^vscode:([^/]+)\/(.+)$/;

/**
 * Asks a language model of the editor, named `vscode:<vendor>/<family>`. Its API knows no system
 * role and no JSON schema: system messages go first as user messages, and the reply is read by the
 * tolerant parser. Throws as the `Chat` port says.
 */
export async function askLanguageModel(
  request: ChatRequest,
  signal: AbortSignal,
): Promise<ChatReply> {
  const model = await findModel(request.target.model);
  const cancel = new vscode.CancellationTokenSource();
  const abort = (): void => cancel.cancel();
  signal.addEventListener('abort', abort, { once: true });
  try {
    signal.throwIfAborted();
    const messages = request.messages.map(({ role, content }) =>
      role === 'assistant'
        ? vscode.LanguageModelChatMessage.Assistant(content)
        : vscode.LanguageModelChatMessage.User(content),
    );
    const options = {
      justification: 'Gavel judges the rows of an evaluation that you started.',
      modelOptions: { temperature: request.temperature, max_tokens: request.max_tokens },
    };
    const response = await model.sendRequest(messages, options, cancel.token);
    let text = '';
    for await (const part of response.text) text += part;
    signal.throwIfAborted();
    return { text, finish: 'stop' };
  } catch (error) {
    signal.throwIfAborted();
    throw asFailure(error, request.target.model);
  } finally {
    signal.removeEventListener('abort', abort);
    cancel.dispose();
  }
}

async function findModel(name: string): Promise<vscode.LanguageModelChat> {
  const [, vendor, family] = NAME.exec(name) ?? [];
  if (vendor === undefined || family === undefined) {
    throw new UserError(
      'spec',
      `The model ${name} is not named vscode:<vendor>/<family>, e.g. vscode:copilot/gpt-4o.`,
    );
  }
  const [model] = await vscode.lm.selectChatModels({ vendor, family });
  if (model) return model;
  const known = (await vscode.lm.selectChatModels()).map(
    (one) => `vscode:${one.vendor}/${one.family}`,
  );
  const there = known.length > 0 ? `there are ${[...new Set(known)].join(', ')}` : 'there is none';
  throw new UserError('not_found', `VS Code has no language model ${name}: ${there}.`);
}

function asFailure(error: unknown, name: string): Error {
  if (!(error instanceof vscode.LanguageModelError)) {
    const message = error instanceof Error ? error.message : String(error);
    return new ChatFailure(`${name}: ${message}`, { cause: error });
  }
  switch (error.code) {
    case vscode.LanguageModelError.NoPermissions.name:
      return new UserError(
        'auth',
        `VS Code does not let Gavel use ${name}; allow it under Manage Language Model Access.`,
        { cause: error },
      );
    case vscode.LanguageModelError.NotFound.name:
      return new UserError('not_found', `VS Code no longer has the language model ${name}.`, {
        cause: error,
      });
    // A quota or a policy: every further row would meet it too.
    case vscode.LanguageModelError.Blocked.name:
      return new UserError(
        'rate_limit',
        `VS Code blocks requests to ${name} (${error.message}); wait for the quota or name another model, then resume.`,
        { cause: error },
      );
    default:
      return new ChatFailure(`${name}: ${error.message}`, { cause: error });
  }
}
