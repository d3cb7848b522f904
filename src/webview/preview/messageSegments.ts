/** A stretch of a message that is drawn as one: of one origin, marked or not. */
export interface Segment {
  readonly start: number;
  readonly end: number;
  /** Index of the origin; -1 where none is known. */
  readonly origin: number;
  readonly isMarked: boolean;
}

/** Start and end, half-open. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/**
 * Cuts a message at its pieces (start, end, origin, one after another) and at the marks; neighbours of
 * one origin are one segment. All of the text is covered.
 */
export function messageSegments(
  length: number,
  pieces: readonly number[],
  marks: readonly Stretch[],
): Segment[] {
  const segments: Segment[] = [];
  const add = (start: number, end: number, origin: number, isMarked: boolean) => {
    if (end <= start) return;
    const last = segments.at(-1);
    if (last?.end === start && last.origin === origin && last.isMarked === isMarked) {
      segments[segments.length - 1] = { ...last, end };
    } else segments.push({ start, end, origin, isMarked });
  };
  /** `marks` are in order and apart, as the pieces are from which they come. */
  const addMarked = (start: number, end: number, origin: number) => {
    let at = start;
    for (const mark of marks) {
      if (mark.end <= at || mark.start >= end) continue;
      add(at, Math.max(at, mark.start), origin, false);
      add(Math.max(at, mark.start), Math.min(end, mark.end), origin, true);
      at = Math.min(end, mark.end);
    }
    add(at, end, origin, false);
  };
  let at = 0;
  for (let index = 0; index + 2 < pieces.length; index += 3) {
    const start = Math.min(length, Math.max(at, pieces[index] ?? 0));
    const end = Math.min(length, Math.max(start, pieces[index + 1] ?? 0));
    addMarked(at, start, -1);
    addMarked(start, end, pieces[index + 2] ?? -1);
    at = end;
  }
  addMarked(at, length, -1);
  return segments;
}

/** Where a long text is cut for a first look: behind a whole line if one ends near. */
export function cutLength(text: string, most: number): number {
  if (text.length <= most + most / 2) return text.length;
  const line = text.lastIndexOf('\n', most);
  return line > most / 2 ? line + 1 : most;
}
