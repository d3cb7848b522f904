import * as z from 'zod';
import { UserError } from '../userError.js';
import type { AgentCall } from './agentCall.js';
import type { AgentHost } from './agentHost.js';
import { answerText, type AgentAnswer } from './answerText.js';

/** A tool that agents call, whatever way they come: the editor's language models or MCP. */
export interface AgentTool {
  /** `gavel_` and a verb. */
  readonly name: string;
  readonly title: string;
  /** What a language model reads to choose it. */
  readonly description: string;
  readonly input: z.ZodObject;
  /** `asks`: rows go to models, which may cost. */
  readonly effect: 'reads' | 'asks';
  /** Checks the input, works, and words the answer. Throws `UserError`. */
  call(input: unknown, host: AgentHost, call: AgentCall): Promise<string>;
}

interface Definition<Shape extends z.ZodRawShape> extends Omit<AgentTool, 'input' | 'call'> {
  readonly shape: Shape;
  answer(
    input: z.infer<z.ZodObject<Shape, z.core.$strict>>,
    host: AgentHost,
    call: AgentCall,
  ): Promise<AgentAnswer>;
}

export function defineTool<Shape extends z.ZodRawShape>(definition: Definition<Shape>): AgentTool {
  const { shape, answer, ...about } = definition;
  const input = z.strictObject(shape);
  return {
    ...about,
    input,
    async call(given, host, call) {
      const read = input.safeParse(given ?? {});
      if (!read.success) throw new UserError('usage', inputFault(about.name, read.error));
      const answered = await answer(read.data, host, call);
      call.signal.throwIfAborted();
      return answerText(answered, call);
    },
  };
}

function inputFault(name: string, { issues }: z.ZodError): string {
  const faults = issues
    .slice(0, 3)
    .map(({ path, message }) => `${path.length > 0 ? `${path.join('.')}: ` : ''}${message}`);
  return `The input of ${name} does not fit: ${faults.join('; ')}.`;
}
