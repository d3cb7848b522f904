import { basename } from 'node:path';
import type { ParsedSpec } from '../../core/spec/parseSpec.js';
import { templateFields } from '../../core/spec/specTemplates.js';
import { rangesOf } from '../../core/spec/text/textRange.js';
import type { TextRange } from '../../core/spec/text/textRange.js';
import type { Span } from '../../core/template/syntax/templateNode.js';

/** Where to go in a file. */
export interface Place {
  readonly path: string;
  readonly range: TextRange;
}

/** A stretch of a template, by the field of the spec: `judge.system_template`. */
export interface FieldSpan extends Span {
  readonly field: string;
}

/** The way between the templates of a spec and the files in which they are written. */
export interface TemplatePlaces {
  /** Undefined for a template whose place in the file isn't certain. */
  place(at: FieldSpan): Place | undefined;
  /** Where a line (from 1) of a template stands; its first line for null. */
  line(field: string, line: number | null): Place;
  /** The parts of templates that stand at these offsets of a file; a file may serve several fields. */
  at(path: string, span: Span): readonly FieldSpan[];
}

interface TemplateSources {
  readonly parsed: ParsedSpec;
  /** The spec's file and its text, without a byte-order mark. */
  readonly specPath: string;
  readonly specText: string;
  /** Absolute path of a template file that the spec names. */
  resolve(file: string): string;
  /** Text of a template file by its path, as it was rendered. */
  readonly fileTexts: ReadonlyMap<string, string>;
}

export function placeLabel({ path, range }: Place): string {
  return `${basename(path)}:${range.start.line}`;
}

export function createTemplatePlaces(sources: TemplateSources): TemplatePlaces {
  const { parsed, specPath, specText, resolve, fileTexts } = sources;
  const ranges = new Map<string, ReturnType<typeof rangesOf>>();
  const rangeIn = (path: string, { start, end }: Span): TextRange => {
    const known = ranges.get(path);
    const rangeOf = known ?? rangesOf(path === specPath ? specText : (fileTexts.get(path) ?? ''));
    if (!known) ranges.set(path, rangeOf);
    return rangeOf(start, end);
  };
  const files = new Map(
    (parsed.spec ? templateFields(parsed.spec) : []).flatMap(({ path, source }) =>
      typeof source === 'string' ? [] : [[path.join('.'), resolve(source.file)] as const],
    ),
  );
  const inlineOf = (field: string) => parsed.templates.find(({ path }) => path.join('.') === field);

  const place = ({ field, start, end }: FieldSpan): Place | undefined => {
    const path = files.get(field);
    if (path !== undefined) return { path, range: rangeIn(path, { start, end }) };
    const span = inlineOf(field)?.fileSpan({ start, end });
    return span && { path: specPath, range: rangeIn(specPath, span) };
  };

  return {
    place,
    line(field, line) {
      const path = files.get(field);
      const text = path === undefined ? inlineOf(field)?.text : fileTexts.get(path);
      const found = place({ field, ...lineSpan(text ?? '', line ?? 1) });
      if (found) return found;
      const start = { line: 1, column: 1 };
      return {
        path: specPath,
        range: parsed.rangeOf(field.split('.')) ?? { start, end: start },
      };
    },
    at(path, span) {
      const ofFiles = [...files].flatMap(([field, file]) =>
        file === path ? [{ field, ...span }] : [],
      );
      if (path !== specPath) return ofFiles;
      const ofSpec = parsed.templates.flatMap((inline) => {
        const start = inline.templateOffset(span.start);
        if (start === undefined) return [];
        const end = inline.templateOffset(span.end) ?? inline.text.length;
        return [{ field: inline.path.join('.'), start, end }];
      });
      return [...ofFiles, ...ofSpec];
    },
  };
}

/** A line without its break, the last one for a number beyond the end. */
function lineSpan(text: string, line: number): Span {
  const starts = [0, ...[...text.matchAll(/\r\n|\n|\r/g)].map((at) => at.index + at[0].length)];
  const start = starts[Math.min(line, starts.length) - 1] ?? 0;
  const length = text.slice(start).search(/\r|\n|$/);
  return { start, end: start + Math.max(0, length) };
}
