import type { ChatMessage } from './chat.js';

/** What wrote a stretch of a message. */
export type PartOrigin =
  /** A template of the spec, by its field: `judge.system_template`. */
  | { readonly kind: 'template'; readonly field: string }
  /** A response of the dataset, as it stands in this column. */
  | { readonly kind: 'column'; readonly column: string }
  /** A response that this model generates. */
  | { readonly kind: 'generated'; readonly model: string }
  /** The words around the judged material. */
  | { readonly kind: 'frame' }
  /** The words that ask for the verdict as JSON. */
  | { readonly kind: 'instruction' };

export interface MessagePart {
  readonly text: string;
  readonly origin: PartOrigin;
}

/** A message with what it is made of: its content is the texts of its parts, one behind the other. */
export interface ComposedMessage extends ChatMessage {
  readonly parts: readonly MessagePart[];
}

export function composed(
  role: ChatMessage['role'],
  parts: readonly MessagePart[],
): ComposedMessage {
  return { role, content: parts.map(({ text }) => text).join(''), parts };
}

/** The messages as they are sent. */
export function plainMessages(messages: readonly ChatMessage[]): ChatMessage[] {
  return messages.map(({ role, content }) => ({ role, content }));
}
