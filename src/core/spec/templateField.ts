import type { Span } from '../template/syntax/templateNode.js';
import { locate, type LocatedNode } from './text/locatedTree.js';
import { MODEL_FIELDS } from './problems/semanticProblems.js';
import type { TemplateField } from './specTemplates.js';
import { decodeWritten, encodeWritten, type WrittenText } from './text/writtenText.js';

/**
 * A template that stands in the spec itself, with the way between its own offsets and the file's.
 * All offsets count UTF-16 units from 0; those of the file skip a byte-order mark.
 */
export interface InlineTemplate {
  readonly path: TemplateField['path'];
  /** As it is rendered: without the file's escapes, quotes and indentation. */
  readonly text: string;
  /** Where the text may stand in the file, without quotes or a block's header. */
  readonly start: number;
  readonly end: number;
  /** The place in the file of a place in the template. */
  fileOffset(templateOffset: number): number;
  /** Undefined outside the template; within an escape or an indentation what it stands before. */
  templateOffset(fileOffset: number): number | undefined;
  /** A span of the template in the file: from its first character to behind its last one. */
  fileSpan(span: Span): Span;
  /** Undefined unless all of it lies in the template. */
  templateSpan(span: Span): Span | undefined;
  /** `text` as it is written at this place of the file: with its escapes and indentation. */
  written(text: string): string;
}

/** The templates of a spec that are written in it, in the order of their fields. */
export function inlineTemplates(root: LocatedNode, file: string): InlineTemplate[] {
  return MODEL_FIELDS.flatMap((field) =>
    (['system_template', 'input_template'] as const).flatMap((template) => {
      const path = [field, template] as const;
      const node = locate(root, path)?.node;
      const inline = node && inlineTemplate(node, { path, file });
      return inline ? [inline] : [];
    }),
  );
}

function inlineTemplate(
  { value, written }: LocatedNode,
  { path, file }: { readonly path: TemplateField['path']; readonly file: string },
): InlineTemplate | undefined {
  if (!written) return undefined;
  const { text, starts, ends } = decodeWritten(file, written);
  // A faulty escape or indentation is read in more than one way: no place in it is certain.
  if (text !== value) return undefined;
  const { start, end } = inside(written, file);
  // The line below a block's last one is another field's.
  const isBelow = (offset: number): boolean =>
    written.style === 'block' && offset === end && file.charAt(end - 1) === '\n';

  const fileOffset = (offset: number): number =>
    starts[offset] ?? (text === '' ? start : (ends[text.length - 1] ?? end));
  return {
    path,
    text,
    start,
    end,
    fileOffset,
    templateOffset: (offset) =>
      offset < start || offset > end || isBelow(offset)
        ? undefined
        : firstIndex(text.length, (unit) => (ends[unit] ?? end) > offset),
    fileSpan: (span) => {
      const from = fileOffset(span.start);
      if (span.end <= span.start) return { start: from, end: from };
      return { start: from, end: ends[span.end - 1] ?? fileOffset(span.end) };
    },
    templateSpan: (span) => {
      if (span.start < start || span.end > end) return undefined;
      const from = firstIndex(text.length, (unit) => (ends[unit] ?? end) > span.start);
      const to = firstIndex(text.length, (unit) => (starts[unit] ?? end) >= span.end);
      return { start: from, end: Math.max(from, to) };
    },
    written: (added) => encodeWritten(added, written, file),
  };
}

/** The first index for which `isReached`; `length` where there is none. It stays true from there. */
function firstIndex(length: number, isReached: (index: number) => boolean): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isReached(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Where a cursor is in the text: between the quotes, or on the lines of a block. */
function inside(written: WrittenText, file: string): Span {
  const { start, end } = written;
  switch (written.style) {
    case 'plain':
      return { start, end };
    case 'block': {
      // A line that has only its indentation yet is the next one of the block.
      const typed = new RegExp(`^(?: {${written.indent + 1},}(?:\r?\n|$))*`);
      return { start, end: end + (typed.exec(file.slice(end))?.[0].length ?? 0) };
    }
    default: {
      const quote = file.charAt(start);
      const isClosed = end - start > 1 && file.charAt(end - 1) === quote;
      return { start: start + 1, end: isClosed ? end - 1 : end };
    }
  }
}
