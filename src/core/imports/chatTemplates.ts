import { isJsonObject, type Json } from '../json.js';
import { fieldOf, listOf, textOf } from './jsonParts.js';

interface ChatTurn {
  readonly role: string;
  readonly text: string;
}

/** A prompt as a spec's model takes it. */
export interface PromptTemplates {
  readonly system: string;
  readonly input: string;
  /** More turns than one question: they stand one below the other in `input`. */
  readonly isTranscript: boolean;
}

/** Messages of a chat; undefined for a value that is none. Parts that are no text are told by `onOther`. */
export function chatTurns(value: Json | undefined, onOther: () => void): ChatTurn[] | undefined {
  const messages = listOf(isJsonObject(value) ? fieldOf(value, 'messages') : value);
  if (messages.length === 0) return undefined;
  const turns: ChatTurn[] = [];
  for (const message of messages) {
    if (!isJsonObject(message)) return undefined;
    const role = textOf(fieldOf(message, 'role'));
    if (role === undefined) return undefined;
    turns.push({ role, text: contentText(fieldOf(message, 'content'), onOther) });
  }
  return turns;
}

/** Text of a message's content: a text, an object with one, or a list of such. */
export function contentText(content: Json | undefined, onOther: () => void): string {
  if (typeof content === 'string') return content;
  if (content === undefined || content === null) return '';
  const parts = Array.isArray(content) ? (content as readonly Json[]) : [content];
  return parts
    .map((part) => {
      if (typeof part === 'string') return part;
      const text = isJsonObject(part) ? textOf(fieldOf(part, 'text')) : undefined;
      if (text === undefined) onOther();
      return text ?? '';
    })
    .filter((text) => text !== '')
    .join('\n');
}

const SYSTEM = new Set(['system', 'developer']);

/** The system message and the question; a longer talk is written out under the names of its roles. */
export function chatTemplates(turns: readonly ChatTurn[]): PromptTemplates {
  const system = turns.filter(({ role }) => SYSTEM.has(role)).map(({ text }) => text);
  const rest = turns.filter(({ role }) => !SYSTEM.has(role));
  const [only, another] = rest;
  const isTranscript = another !== undefined || (only !== undefined && only.role !== 'user');
  const input = isTranscript
    ? rest.map(({ role, text }) => `${role}: ${text}`).join('\n\n')
    : (only?.text ?? '');
  return { system: system.join('\n\n'), input, isTranscript };
}
