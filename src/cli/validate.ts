import { checkSpec } from '../core/spec/checkSpec.js';
import type { GavelServices } from '../core/services.js';
import { parseSpec, type SpecProblem } from '../core/spec/parseSpec.js';
import { UserError } from '../core/userError.js';
import type { CommandContext } from './commandContext.js';
import { count } from './count.js';
import { EXIT, type ExitCode } from './exitCode.js';

/** `gavel validate SPEC…`: every problem of every spec, at its place. */
export async function validate(
  specs: readonly string[],
  { services, terminal, signal, path }: CommandContext,
): Promise<ExitCode> {
  const problems = [];
  for (const file of specs) {
    const found = await problemsOf(path(file), services, signal);
    for (const { code, message, severity, range } of found) {
      const { line, column } = range.start;
      problems.push({ file, line, column, severity, code, message });
    }
  }
  const errors = problems.filter((problem) => problem.severity === 'error').length;
  const lines = problems.map(
    ({ file, line, column, severity, message }) =>
      `${file}:${line}:${column}: ${severity}: ${message}`,
  );
  const summary = `${count(specs.length, 'spec')}: ${count(errors, 'error')}, ${count(problems.length - errors, 'warning')}`;
  terminal.result({ problems }, [...lines, summary].join('\n'));
  return errors > 0 ? EXIT.badInput : EXIT.ok;
}

async function problemsOf(
  specPath: string,
  services: GavelServices,
  signal: AbortSignal,
): Promise<readonly Omit<SpecProblem, 'path'>[]> {
  try {
    const parsed = parseSpec(await services.texts.read(specPath), specPath);
    return [...parsed.problems, ...(await checkSpec(parsed, specPath, services, signal))];
  } catch (error) {
    // One file that can't be read does not hide what is wrong with the others.
    if (!(error instanceof UserError)) throw error;
    const start = { line: 1, column: 1 };
    const range = { start, end: start };
    return [{ severity: 'error', code: 'unreadable', message: error.message, range }];
  }
}
