import type { ChatMessage } from '../core/judging/chat.js';

/**
 * The judged texts of a judge's request, in the order in which the judge reads them, and everything
 * else it was given. The material is the same whichever way round two texts are shown.
 */
interface FencedTexts {
  readonly texts: readonly string[];
  readonly material: string;
}

/** Reads the frames that `fence` makes. A request without one (made by hand) is all response. */
export function fencedTexts(messages: readonly ChatMessage[]): FencedTexts {
  const texts: string[] = [];
  const markers = new Set<string>();
  const rest = messages.map(({ content }) =>
    withoutFrames(content, ({ name, marker, text }) => {
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
    .filter((line) => !(line.match(HEX) ?? []).some((marker) => markers.has(marker)))
    .join('\n');
  if (texts.length > 0) return { texts, material };
  const last = messages.findLast(({ role }) => role === 'user')?.content ?? '';
  return { texts: [last], material };
}

interface Frame {
  readonly name: string;
  readonly marker: string;
  readonly text: string;
}

const HEX = /[0-9a-f]{16,}/g;
const BEGIN = /^BEGIN (.+ [0-9a-f]{16,64})$/;

/**
 * The content with what stands for each frame in its place. Line by line, as a pattern over the whole
 * would look for the end of each frame that never ends.
 */
function withoutFrames(content: string, inPlaceOf: (frame: Frame) => string): string {
  const lines = content.split('\n');
  /** Where each frame may end, the first place last. */
  const ends = new Map<string, number[]>();
  for (const [index, line] of [...lines.entries()].toReversed()) {
    if (!line.startsWith('END ')) continue;
    const places = ends.get(line.slice(4));
    if (places) places.push(index);
    else ends.set(line.slice(4), [index]);
  }
  const kept: string[] = [];
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    const title = BEGIN.exec(line)?.[1];
    const places = title === undefined ? undefined : ends.get(title);
    // A frame holds a line at least, be it an empty one.
    while (places?.length && (places.at(-1) ?? 0) < index + 2) places.pop();
    const end = places?.at(-1);
    if (title === undefined || end === undefined) {
      kept.push(line);
      continue;
    }
    const space = title.lastIndexOf(' ');
    const text = lines.slice(index + 1, end).join('\n');
    kept.push(inPlaceOf({ name: title.slice(0, space), marker: title.slice(space + 1), text }));
    index = end;
  }
  return kept.join('\n');
}
