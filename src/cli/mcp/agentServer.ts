import { randomUUID } from 'node:crypto';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import type { RequestHandlerExtra } from '@modelcontextprotocol/sdk/shared/protocol.js';
import type {
  CallToolResult,
  ServerNotification,
  ServerRequest,
} from '@modelcontextprotocol/sdk/types.js';
import type { AgentCall } from '../../core/agents/agentCall.js';
import { AGENT_INSTRUCTIONS, agentTools } from '../../core/agents/agentTools.js';
import type { AgentHost } from '../../core/agents/agentHost.js';
import type { AgentTool } from '../../core/agents/agentTool.js';
import { ANSWER_TOKENS } from '../../core/agents/answerText.js';
import { redactMessage } from '../../core/redaction/knownKeys.js';
import { UserError } from '../../core/userError.js';
import type { Texts } from '../../l10n/t.js';
import { askPerson, type Asking } from './askPerson.js';
import { addPrompts } from './prompts.js';
import { addResources } from './resources.js';

type Extra = RequestHandlerExtra<ServerRequest, ServerNotification>;

/** Between two notifications of progress. */
const PROGRESS_MS = 200;

interface AgentServerOptions {
  readonly readOnly: boolean;
  readonly toolVersion: string;
  /** The language of the person behind the client; undefined: English. */
  readonly person: Texts | undefined;
}

/** The server with its tools, resources and prompts; connected to nothing yet. */
export function createAgentServer(
  host: AgentHost,
  { readOnly, toolVersion, person }: AgentServerOptions,
): McpServer {
  const server = new McpServer(
    { name: 'gavel', title: 'Gavel: LLM-as-a-judge evaluations', version: toolVersion },
    { instructions: AGENT_INSTRUCTIONS },
  );
  for (const tool of agentTools) {
    if (readOnly && tool.effect === 'asks') continue;
    addTool({ server, person }, tool, host);
  }
  addResources(server, host);
  addPrompts(server);
  return server;
}

function addTool(asking: Asking, tool: AgentTool, host: AgentHost): void {
  const { name, title, description, input, effect } = tool;
  const asks = effect === 'asks';
  asking.server.registerTool(
    name,
    {
      title,
      description,
      inputSchema: input,
      annotations: {
        title,
        readOnlyHint: !asks,
        // It takes nothing away, but what it spends does not come back.
        destructiveHint: asks,
        idempotentHint: !asks,
        openWorldHint: asks,
      },
    },
    async (given: unknown, extra: Extra): Promise<CallToolResult> => {
      try {
        const text = await tool.call(given, host, callOf(asking, extra));
        return { content: [{ type: 'text', text }] };
      } catch (error) {
        if (extra.signal.aborted) throw error;
        return { content: [{ type: 'text', text: failureText(error) }], isError: true };
      }
    },
  );
}

function callOf(asking: Asking, extra: Extra): AgentCall {
  const { signal, _meta: meta } = extra;
  const token = meta?.progressToken;
  let told = -1;
  let toldAt = 0;
  return {
    signal,
    budget: ANSWER_TOKENS,
    nonce: randomUUID().slice(0, 8),
    progress(done, total) {
      // The protocol wants it to grow with every notification.
      if (token === undefined || done <= told) return;
      const now = performance.now();
      if (now - toldAt < PROGRESS_MS && done !== total) return;
      [told, toldAt] = [done, now];
      const params = { progressToken: token, progress: done, ...(total !== null && { total }) };
      extra.sendNotification({ method: 'notifications/progress', params }).catch(() => undefined);
    },
    consent: (proposal) => askPerson(asking, proposal, signal),
  };
}

/** One sentence that says how to go on; of what nobody foresaw no more than that. */
function failureText(error: unknown): string {
  if (error instanceof UserError) return redactMessage(error.message);
  const message = error instanceof Error ? error.message : String(error);
  return redactMessage(`Something went wrong inside gavel: ${message}`);
}
