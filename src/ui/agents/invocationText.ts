import type { AgentTool } from '../../core/agents/agentTool.js';
import { shortText } from '../../core/agents/foreignText.js';

/** What the chat shows while a tool works: `Validate an eval spec: answers.eval.yaml`. */
export function invocationText({ title }: Pick<AgentTool, 'title'>, input: object): string {
  const named = ['spec', 'run', 'a', 'b'].flatMap((field) => {
    const value: unknown = Reflect.get(input, field);
    return typeof value === 'string' ? [shortText(value, 80)] : [];
  });
  return named.length === 0 ? title : `${title}: ${named.join(', ')}`;
}
