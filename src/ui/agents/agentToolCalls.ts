import * as vscode from 'vscode';
import type { AgentCall } from '../../core/agents/agentCall.js';
import { agentTools } from '../../core/agents/agentTools.js';
import type { AgentTool } from '../../core/agents/agentTool.js';
import { ANSWER_TOKENS } from '../../core/agents/answerText.js';
import { consentQuestion, proposalKey } from '../../core/agents/consentQuestion.js';
import { proposalOf } from '../../core/agents/tools/runSpec.js';
import { markdownText } from '../../core/markdownText.js';
import { redactMessage } from '../../core/redaction/knownKeys.js';
import { UserError } from '../../core/userError.js';
import { t } from '../../l10n/t.js';
import type { GavelUi } from '../gavelUi.js';
import { invocationText } from './invocationText.js';
import { windowHost } from './windowHost.js';

interface ToolCall {
  readonly name: string;
  readonly input: object;
  readonly token: vscode.CancellationToken;
}

interface At {
  readonly ui: GavelUi;
  /** What a person was asked about, by the call that asks for it. */
  readonly proposed: Map<string, string>;
}

/** As few as an answer that says anything needs. */
const LEAST_TOKENS = 500;

/** What VS Code shows while a tool works, and asks before one that sends rows. Changes nothing. */
export async function prepareCall(
  { name, input, token }: ToolCall,
  { ui, proposed }: At,
): Promise<vscode.PreparedToolInvocation> {
  const tool = toolOf(name);
  const invocationMessage = invocationText(tool, input);
  if (tool.effect === 'reads') return { invocationMessage };
  return withSignal(token, async (signal) => {
    const proposal = await proposalOf(tool, input, windowHost(ui), {
      signal,
      progress: () => undefined,
      // What is wrong with the input or the spec is said by the call itself, which then sends nothing.
    }).catch(() => undefined);
    if (!proposal?.needsConsent) return { invocationMessage };
    proposed.set(callKey(name, input), proposalKey(proposal.preflight));
    const { title, lines } = consentQuestion(proposal);
    const message = new vscode.MarkdownString(lines.map(markdownText).join('\n\n'));
    return { invocationMessage, confirmationMessages: { title, message } };
  });
}

/** Runs a tool. Throws, with one sentence for the model, where it can't. */
export async function invokeCall(
  { name, input, token }: ToolCall,
  { ui, proposed }: At,
  tokenBudget: number | undefined,
): Promise<vscode.LanguageModelToolResult> {
  const key = callKey(name, input);
  const agreed = proposed.get(key);
  // A yes is for one call.
  proposed.delete(key);
  return withSignal(token, async (signal) => {
    const call: AgentCall = {
      signal,
      budget: Math.max(LEAST_TOKENS, Math.min(ANSWER_TOKENS, tokenBudget ?? ANSWER_TOKENS)),
      nonce: crypto.randomUUID().slice(0, 8),
      progress: () => undefined,
      // A rejected promise where it throws.
      // eslint-disable-next-line @typescript-eslint/require-await
      async consent({ preflight }) {
        if (agreed === proposalKey(preflight)) return;
        const message =
          agreed === undefined
            ? t('Not run: nobody was asked; call the tool again.')
            : t(
                'Not run: the spec, its files or its prices changed after the person was asked; call the tool again.',
              );
        throw new UserError('cancelled', message);
      },
    };
    try {
      const text = await toolOf(name).call(input, windowHost(ui), call);
      return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(text)]);
    } catch (error) {
      if (signal.aborted) throw new vscode.CancellationError();
      const message = error instanceof Error ? error.message : String(error);
      if (!(error instanceof UserError)) ui.log.error(`${name}: ${message}`);
      throw new Error(redactMessage(message), { cause: error });
    }
  });
}

function toolOf(name: string): AgentTool {
  const found = agentTools.find((tool) => tool.name === name);
  if (!found) throw new Error(t('There is no tool {0}.', name));
  return found;
}

/** The same call has the same key. */
function callKey(name: string, input: object): string {
  return `${name} ${JSON.stringify(input)}`;
}

async function withSignal<T>(
  token: vscode.CancellationToken,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const abort = new AbortController();
  if (token.isCancellationRequested) abort.abort();
  const listener = token.onCancellationRequested(() => abort.abort());
  try {
    return await work(abort.signal);
  } finally {
    listener.dispose();
  }
}
