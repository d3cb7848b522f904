import { createTextDecoder, type DecodedText, type TextDecoder } from './decodedText.js';

/** A block scalar as the parser's tokens tell of it. */
export interface BlockText {
  /** `|` or `>` with its indicators, e.g. `>2-`. */
  readonly header: string;
  /** Where the line after the header begins, and where the block ends. */
  readonly start: number;
  readonly end: number;
  /** Columns that the text is indented by at least. */
  readonly indent: number;
}

interface Line {
  readonly start: number;
  /** Of its spaces. */
  readonly indent: number;
  /** Where its content ends: before the line break. */
  readonly end: number;
}

/** Text of a block scalar, literal or folded, with its line breaks at the end kept or dropped. */
export function decodeYamlBlock(file: string, block: BlockText): DecodedText {
  const decoder = createTextDecoder(file);
  if (block.start >= block.end) return decoder.decoded();
  const lines = linesOf(file, block);
  const digit = /[1-9]/.exec(block.header)?.[0];
  const chomp = /[-+]/.exec(block.header)?.[0] ?? '';
  const first = lines.findIndex((line) => !isEmpty(line));
  if (first < 0) {
    if (chomp === '+' && lines.length === 1) decoder.put('\n', block.start, block.end);
    if (chomp === '+') putBreaks(breaksBetween(lines), decoder);
    return decoder.decoded();
  }
  const indent =
    digit === undefined
      ? Math.max(block.indent, lines[first]?.indent ?? 0)
      : block.indent + Number(digit);
  // Empty lines at the end are the break's affair, unless they are indented further than the text.
  let behind = lines.findLastIndex((line) => !isEmpty(line)) + 1;
  behind = Math.max(behind, lines.findLastIndex((line) => line.indent > indent) + 1);

  const content = lines.slice(0, behind);
  const context = { file, indent, decoder };
  if (block.header.startsWith('|')) putLiteral(content, context);
  else putFolded(content, first, context);

  const closing = lines[behind - 1];
  if (!closing || chomp === '-') return decoder.decoded();
  if (chomp === '') {
    decoder.put('\n', closing.end, lines[behind]?.start ?? block.end);
    return decoder.decoded();
  }
  if (behind === lines.length) decoder.put('\n', closing.end, block.end);
  putBreaks(breaksBetween(lines.slice(behind - 1)), decoder);
  return decoder.decoded();
}

interface Context {
  readonly file: string;
  readonly indent: number;
  readonly decoder: TextDecoder;
}

function putLiteral(lines: readonly Line[], { indent, decoder }: Context): void {
  for (const [index, line] of lines.entries()) {
    if (index > 0) decoder.put('\n', lines[index - 1]?.end ?? line.start, line.start);
    decoder.copy(Math.min(line.start + indent, line.end), line.end);
  }
}

/** Lines of the same indentation are one line; those indented further keep their breaks. */
function putFolded(lines: readonly Line[], first: number, context: Context): void {
  const { file, indent, decoder } = context;
  putLiteral(lines.slice(0, first + 1), context);
  const startOf = (line: Line): number => Math.min(line.start + indent, line.end);
  const isFurther = (line: Line): boolean =>
    line.indent > indent || file.charAt(startOf(line)) === '\t';
  let last = first;
  let wasIndented = lines.slice(first, first + 1).some(isFurther);
  for (const [index, line] of lines.entries()) {
    const isIndented = isFurther(line);
    if (index <= first || (startOf(line) === line.end && !isIndented)) continue;
    const breaks = breaksBetween(lines.slice(last, index + 1));
    if (isIndented || wasIndented) putBreaks(breaks, decoder);
    else foldBreaks(breaks, decoder);
    decoder.copy(startOf(line), line.end);
    last = index;
    wasIndented = isIndented;
  }
}

interface Break {
  readonly start: number;
  readonly end: number;
}

/** The breaks that end all lines but the last. */
function breaksBetween(lines: readonly Line[]): Break[] {
  return lines.slice(1).map((line, index) => ({
    start: lines[index]?.end ?? line.start,
    end: line.start,
  }));
}

function putBreaks(breaks: readonly Break[], decoder: TextDecoder): void {
  for (const { start, end } of breaks) decoder.put('\n', start, end);
}

/** One break is a space; of more, the first only closes its line. */
function foldBreaks(breaks: readonly Break[], decoder: TextDecoder): void {
  const [closing, second, ...others] = breaks;
  if (!closing) return;
  if (!second) {
    decoder.put(' ', closing.start, closing.end);
    return;
  }
  decoder.put('\n', closing.start, second.end);
  putBreaks(others, decoder);
}

function linesOf(file: string, { start, end }: BlockText): Line[] {
  const lines: Line[] = [];
  let at = start;
  while (at <= end) {
    const newline = file.indexOf('\n', at);
    const stop = newline < 0 || newline >= end ? end : newline;
    const contentEnd = stop > at && stop < end && file.charAt(stop - 1) === '\r' ? stop - 1 : stop;
    const indent = /^ */.exec(file.slice(at, contentEnd))?.[0].length ?? 0;
    lines.push({ start: at, indent, end: contentEnd });
    if (stop === end) break;
    at = stop + 1;
  }
  return lines;
}

function isEmpty({ start, indent, end }: Line): boolean {
  return start + indent >= end;
}
