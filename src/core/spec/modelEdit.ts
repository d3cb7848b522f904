import type { ModelSource } from './evalSpec.js';
import { endOfLine, offsetOf, quoted, replaced, type SpecEdit } from './datasetEdit.js';
import { parseSpec, specFormat, type ParsedSpec } from './parseSpec.js';
import type { MODEL_FIELDS } from './problems/semanticProblems.js';
import type { TextPosition } from './text/textRange.js';

/** A field of a spec that holds a model object, or may. */
export type ModelField = (typeof MODEL_FIELDS)[number];

export interface ChosenModel {
  readonly model: string;
  readonly source: ModelSource;
}

/**
 * The changes that have a model object of a spec name another model and its source. All else stays as
 * it stands, comments and the way of quoting among it. Undefined where that field holds no object.
 */
export function modelEdits(
  fileText: string,
  path: string,
  { object, model, source }: ChosenModel & { readonly object: ModelField },
): SpecEdit[] | undefined {
  const text = fileText.startsWith('\uFEFF') ? fileText.slice(1) : fileText;
  const parsed = parseSpec(text, path);
  if (!holdsModel(parsed, object)) return undefined;
  const isYaml = specFormat(path) === 'yaml';
  const file = { text, isYaml, parsed, object };
  const known = parsed.rangeOf([object, 'model']);
  const sourceRange = parsed.rangeOf([object, 'model_source']);
  const written = (value: string) => ({ value, isYaml });
  const edits: SpecEdit[] = [];
  if (known) edits.push({ range: known, text: replaced(text, known, written(model)) });
  if (sourceRange) {
    edits.push({ range: sourceRange, text: replaced(text, sourceRange, written(source)) });
  } else if (known) edits.push(behindModel(file, source));
  if (!known) edits.push(inFront(file, { model, ...(!sourceRange && { model_source: source }) }));
  return edits;
}

/** Whether the field holds an object, be it broken: a text there is a column of responses. */
export function holdsModel(parsed: ParsedSpec, object: ModelField): boolean {
  return parsed.kindAt([object]) === 'object';
}

interface File {
  readonly text: string;
  readonly isYaml: boolean;
  readonly parsed: ParsedSpec;
  readonly object: ModelField;
}

/** The source follows the model: on a line of its own where the model has one. */
function behindModel({ text, isYaml, parsed, object }: File, source: ModelSource): SpecEdit {
  const path = [object, 'model'];
  const key = parsed.rangeOf(path, 'key') ?? START;
  const value = parsed.rangeOf(path) ?? START;
  const indent = lineStart(text, key.start);
  const isAlone = indent.trim() === '';
  const isBlock = isYaml && !isBraced(text, parsed, object);
  const field = isYaml ? `model_source: ${source}` : `"model_source": "${source}"`;
  const gap = isAlone ? `${lineBreak(text)}${indent}` : ' ';
  const end = isBlock ? endOfLine(text, value.end) : value.end;
  return { range: { start: end, end }, text: `${isBlock ? '' : ','}${gap}${field}` };
}

/** An object without a model gets its fields in front of the others. */
function inFront(
  { text, isYaml, parsed, object }: File,
  fields: Readonly<Record<string, string>>,
): SpecEdit {
  const { start } = parsed.rangeOf([object]) ?? START;
  const at = (position: TextPosition, put: string): SpecEdit => ({
    range: { start: position, end: position },
    text: put,
  });
  const pairs = Object.entries(fields).map(([name, value]) =>
    isYaml ? `${name}: ${quoted(value, true, '')}` : `"${name}": ${JSON.stringify(value)}`,
  );
  if (isBraced(text, parsed, object)) {
    const inside = { line: start.line, column: start.column + 1 };
    const behind = text.slice(offsetOf(text, inside));
    const gap = /^\s*/.exec(behind)?.[0] ?? '';
    if (behind.charAt(gap.length) === '}') {
      return at(inside, ` ${pairs.join(', ')}${gap === '' ? ' ' : ''}`);
    }
    return at(inside, pairs.map((pair) => `${gap}${pair},`).join('') + (gap === '' ? ' ' : ''));
  }
  const indent = ' '.repeat(start.column - 1);
  return at(start, pairs.map((pair) => `${pair}${lineBreak(text)}${indent}`).join(''));
}

const NOWHERE = { line: 1, column: 1 };
const START = { start: NOWHERE, end: NOWHERE };

function isBraced(text: string, parsed: ParsedSpec, object: ModelField): boolean {
  const range = parsed.rangeOf([object]);
  return range !== undefined && text.charAt(offsetOf(text, range.start)) === '{';
}

function lineStart(text: string, { line, column }: TextPosition): string {
  const start = offsetOf(text, { line, column: 1 });
  return text.slice(start, start + column - 1);
}

function lineBreak(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}
