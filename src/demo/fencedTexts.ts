import type { ChatMessage } from '../core/judging/chat.js';

/**
 * The judged texts of a judge's request, in the order in which the judge reads them, and everything
 * else it was given. The material is the same whichever way round two texts are shown.
 */
export interface FencedTexts {
  readonly texts: readonly string[];
  readonly material: string;
}

const FRAME = /^BEGIN ([^\n]+) ([0-9a-f]{16,64})\n([\s\S]*?)\nEND \1 \2$/gm;

/** Reads the frames that `fence` makes. A request without one (made by hand) is all response. */
export function fencedTexts(messages: readonly ChatMessage[]): FencedTexts {
  const texts: string[] = [];
  const markers = new Set<string>();
  const rest = messages.map(({ content }) =>
    content.replace(FRAME, (_frame, name: string, marker: string, text: string) => {
      markers.add(marker);
      if (name.startsWith('RESPONSE')) texts.push(text);
      // A prompt of one side stands before it: left out, as it would move with the order.
      return name === 'PROMPT' ? text : '';
    }),
  );
  // Sentences about the marker are the frame's, and differ with the order of the texts.
  const material = rest
    .join('\n')
    .split('\n')
    .filter((line) => ![...markers].some((marker) => line.includes(marker)))
    .join('\n');
  if (texts.length > 0) return { texts, material };
  const last = messages.findLast(({ role }) => role === 'user')?.content ?? '';
  return { texts: [last], material };
}
