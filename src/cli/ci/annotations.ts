import path from 'node:path';
import { parseSpec } from '../../core/spec/parseSpec.js';
import type { GateResult } from '../../core/stats/gates.js';
import type { CommandContext } from '../commandContext.js';
import { gateText } from '../run/gateText.js';

interface Annotation {
  readonly level: 'error' | 'warning';
  /** As the file is called in the repository. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly column?: number;
  readonly title: string;
  readonly message: string;
}

/**
 * A workflow command of GitHub Actions, which shows the message at that line of a pull request. What it
 * says can't end the command: a break or a sign of the syntax in it is escaped.
 */
export function annotationLine({ level, message, ...at }: Annotation): string {
  const { file, line, column, title } = at;
  const place = [
    `file=${property(file)}`,
    `line=${line}`,
    ...(column === undefined ? [] : [`col=${column}`]),
    `title=${property(title)}`,
  ];
  return `::${level} ${place.join(',')}::${data(message)}`;
}

/** Where a gate stands in its spec as the file is now; its first line where that can't be told. */
export async function gateAnnotation(
  specFile: string,
  { metric, outcome, message }: GateResult,
  context: CommandContext,
): Promise<Annotation> {
  const text = await context.services.texts.read(specFile).catch(() => '');
  const { start } = parseSpec(text, specFile).rangeOf(['gates', metric], 'key') ?? {
    start: { line: 1, column: 1 },
  };
  return {
    level: outcome === 'failed' ? 'error' : 'warning',
    file: inRepository(specFile, context),
    line: start.line,
    column: start.column,
    title: gateText(outcome, metric),
    message,
  };
}

/** A failure, at the place that its sentence begins with (`a.eval.yaml:3:1: …`) where it has one. */
export function failureAnnotation(
  specFile: string,
  message: string,
  context: CommandContext,
): Annotation {
  const [, line, column] = /^[^\s:]+:(\d+):(\d+): /.exec(message) ?? [];
  return {
    level: 'error',
    file: inRepository(specFile, context),
    line: Number(line ?? 1),
    ...(column !== undefined && { column: Number(column) }),
    title: 'gavel run',
    message,
  };
}

function inRepository(file: string, { env, cwd }: CommandContext): string {
  const root = env['GITHUB_WORKSPACE'] ?? cwd;
  return path.relative(root, file).replaceAll(path.sep, '/');
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
