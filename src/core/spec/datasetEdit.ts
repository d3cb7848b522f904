import { parseSpec, specFormat, type ParsedSpec } from './parseSpec.js';
import type { TextPosition, TextRange } from './text/textRange.js';

/** A change of a text: what stands in `range` gives way to `text`. */
export interface SpecEdit {
  readonly range: TextRange;
  readonly text: string;
}

/** What YAML reads as a text without quotes. */
const PLAIN = /^(?:\.{0,2}\/)?[A-Za-z_][\w./-]*$/;
/** Words that YAML reads as something else. */
const WORD = /^(?:true|false|null|yes|no|on|off|[yn])$/i;

/**
 * The change that has a spec name another dataset: a path, or the id of a file on the service. All
 * else stays as it stands, comments and the way of quoting among it. Undefined for a text that has no
 * place for a dataset, as it is no object.
 */
export function datasetEdit(fileText: string, path: string, dataset: string): SpecEdit | undefined {
  const text = fileText.startsWith('\uFEFF') ? fileText.slice(1) : fileText;
  const parsed = parseSpec(text, path);
  const isYaml = specFormat(path) === 'yaml';
  const known = parsed.rangeOf(['dataset']);
  if (known) return { range: known, text: replaced(text, known, { value: dataset, isYaml }) };
  return inserted(text, parsed, { value: dataset, isYaml });
}

interface Written {
  readonly value: string;
  readonly isYaml: boolean;
}

/** What takes the place of a value: quoted as that was, and apart from what is next to it. */
export function replaced(
  text: string,
  range: TextRange,
  { value: plain, isYaml }: Written,
): string {
  const [start, end] = [offsetOf(text, range.start), offsetOf(text, range.end)];
  const value = quoted(plain, isYaml, text.charAt(start));
  if (start < end) return value;
  // Nothing stands there: what is next to it must not touch it.
  const before = /\s/.test(text.charAt(start - 1)) ? '' : ' ';
  const after = /[\s,}]/.test(text.charAt(end)) || end === text.length ? '' : ' ';
  return before + value + after;
}

function inserted(text: string, parsed: ParsedSpec, written: Written): SpecEdit | undefined {
  const { value: dataset, isYaml } = written;
  const root = parsed.rangeOf([]);
  const isBraced = root && text.charAt(offsetOf(text, root.start)) === '{';
  const at = (position: TextPosition, line: string): SpecEdit => ({
    range: { start: position, end: position },
    text: line,
  });
  if (isBraced) {
    const place = { line: root.start.line, column: root.start.column + 1 };
    const behind = text.slice(offsetOf(text, place));
    const gap = /^\s*/.exec(behind)?.[0] ?? '';
    const field = `"dataset": ${JSON.stringify(dataset)}`;
    if (behind.charAt(gap.length) === '}') return at(place, ` ${field}${gap === '' ? ' ' : ''}`);
    return at(place, `${gap}${field},${gap === '' ? ' ' : ''}`);
  }
  const isOther = root && parsed.problems.some(({ code }) => code === 'not-a-spec');
  if (!isYaml || isOther) return undefined;
  const field = `dataset: ${quoted(dataset, isYaml, '')}`;
  const type = parsed.rangeOf(['type']);
  const lineBreak = text.includes('\r\n') ? '\r\n' : '\n';
  if (type && root) {
    const indent = ' '.repeat(root.start.column - 1);
    return at(endOfLine(text, type.end), `${lineBreak}${indent}${field}`);
  }
  if (root) return at(root.start, `${field}${lineBreak}${' '.repeat(root.start.column - 1)}`);
  // Nothing but comments, if that.
  const last = text.split(/\r\n|\n|\r/);
  const end = { line: last.length, column: (last.at(-1) ?? '').length + 1 };
  return at(end, end.column === 1 ? `${field}${lineBreak}` : `${lineBreak}${field}${lineBreak}`);
}

/** As the value in its place is quoted, as far as that can hold the text. */
export function quoted(value: string, isYaml: boolean, first: string): string {
  if (!isYaml || first === '"') return JSON.stringify(value);
  if (first === "'") return `'${value.replaceAll("'", "''")}'`;
  return PLAIN.test(value) && !WORD.test(value) ? value : JSON.stringify(value);
}

export function offsetOf(text: string, { line, column }: TextPosition): number {
  let start = 0;
  let left = line - 1;
  for (const match of text.matchAll(/\r\n|\n|\r/g)) {
    if (left === 0) break;
    left -= 1;
    start = match.index + match[0].length;
  }
  return start + column - 1;
}

export function endOfLine(text: string, position: TextPosition): TextPosition {
  const offset = offsetOf(text, position);
  const rest = /[\r\n]/.exec(text.slice(offset))?.index ?? text.length - offset;
  return { line: position.line, column: position.column + rest };
}
