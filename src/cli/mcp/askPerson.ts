import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import type { Proposal } from '../../core/agents/agentCall.js';
import { consentByArguments, consentQuestion } from '../../core/agents/consentQuestion.js';
import { UserError } from '../../core/userError.js';
import { saidIn } from '../../l10n/saidIn.js';
import { t, type Texts } from '../../l10n/t.js';

/** A client, and the language of the person behind it; undefined: English. */
export interface Asking {
  readonly server: McpServer;
  readonly person: Texts | undefined;
}

/** As long as a person may take to answer. */
const PATIENCE_MS = 15 * 60_000;

/**
 * Asks the person behind the client, where it can show a question; else the arguments of the call have
 * to say what was agreed to. Throws `UserError` where nobody agreed.
 */
export async function askPerson(
  { server, person }: Asking,
  proposal: Proposal,
  signal: AbortSignal,
): Promise<void> {
  if (!server.server.getClientCapabilities()?.elicitation?.form) {
    consentByArguments(proposal);
    return;
  }
  const { title, lines, run } = saidIn(person, () => ({
    ...consentQuestion(proposal),
    run: t('Run it'),
  }));
  const answer = await server.server.elicitInput(
    {
      message: [title, ...lines].join('\n'),
      requestedSchema: {
        type: 'object',
        properties: {
          confirm: { type: 'boolean', title: run, description: title, default: false },
        },
        required: ['confirm'],
      },
    },
    { signal, timeout: PATIENCE_MS },
  );
  if (answer.action === 'accept' && answer.content?.['confirm'] === true) return;
  throw new UserError('cancelled', 'Not run: the person said no, and nothing was sent.');
}
