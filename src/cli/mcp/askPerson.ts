import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import type { Proposal } from '../../core/agents/agentCall.js';
import { consentByArguments, consentQuestion } from '../../core/agents/consentQuestion.js';
import { UserError } from '../../core/userError.js';

/** As long as a person may take to answer. */
const PATIENCE_MS = 15 * 60_000;

/**
 * Asks the person behind the client, where it can show a question; else the arguments of the call have
 * to say what was agreed to. Throws `UserError` where nobody agreed.
 */
export async function askPerson(
  { server }: McpServer,
  proposal: Proposal,
  signal: AbortSignal,
): Promise<void> {
  if (!server.getClientCapabilities()?.elicitation?.form) {
    consentByArguments(proposal);
    return;
  }
  const { title, lines } = consentQuestion(proposal);
  const answer = await server.elicitInput(
    {
      message: [title, ...lines].join('\n'),
      requestedSchema: {
        type: 'object',
        properties: {
          confirm: { type: 'boolean', title: 'Run it', description: title, default: false },
        },
        required: ['confirm'],
      },
    },
    { signal, timeout: PATIENCE_MS },
  );
  if (answer.action === 'accept' && answer.content?.['confirm'] === true) return;
  throw new UserError('cancelled', 'Not run: the person said no, and nothing was sent.');
}
