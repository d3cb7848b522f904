import path from 'node:path';
import { modelListProblems } from '../../core/models/modelListProblems.js';
import { serviceOf } from '../../core/models/serviceOf.js';
import { createProgressMeter } from '../../core/runs/progressFacts.js';
import { checkEverything, type LocatedProblem } from '../../core/spec/problems/checkEverything.js';
import { BACKEND_NAMES } from '../../core/spec/evalSpec.js';
import { parseSpec, type ParsedSpec } from '../../core/spec/parseSpec.js';
import { UserError } from '../../core/userError.js';
import { plural } from '../../l10n/t.js';
import type { CommandContext } from '../commandContext.js';
import { EXIT, type ExitCode } from '../exitCode.js';
import { specPath as namedSpec } from '../projectPaths.js';
import { progressBar } from '../terminal/progressBar.js';

interface ShownProblem extends Pick<LocatedProblem, 'severity' | 'code' | 'message'> {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** `gavel validate SPEC…`: every problem of every spec, at its place; its templates on every row. */
export async function validate(
  specs: readonly string[],
  context: CommandContext,
): Promise<ExitCode> {
  const problems: ShownProblem[] = [];
  for (const spec of specs) {
    const found = await problemsOf(spec, context);
    for (const { code, message, severity, range, file } of found) {
      const { line, column } = range.start;
      const shown = file === undefined ? spec : path.relative(context.cwd, file);
      problems.push({ file: shown, line, column, severity, code, message });
    }
  }
  const of = (severity: string) =>
    problems.filter((problem) => problem.severity === severity).length;
  const lines = problems.map(
    ({ file, line, column, severity, message }) =>
      `${file}:${line}:${column}: ${severity}: ${message}`,
  );
  const notes = of('information');
  const summary = [
    `${plural(specs.length, '{0} spec', '{0} specs')}: ${plural(of('error'), '{0} error', '{0} errors')}`,
    plural(of('warning'), '{0} warning', '{0} warnings'),
    ...(notes > 0 ? [plural(notes, '{0} note', '{0} notes')] : []),
  ].join(', ');
  context.terminal.result({ problems }, [...lines, summary].join('\n'));
  return of('error') > 0 ? EXIT.badInput : EXIT.ok;
}

async function problemsOf(
  file: string,
  context: CommandContext,
): Promise<readonly LocatedProblem[]> {
  const { services, signal, terminal, defaultBackend } = context;
  const bar = progressBar(terminal);
  const meter = createProgressMeter();
  try {
    const specPath = await namedSpec(file, context);
    const parsed = parseSpec(await services.texts.read(specPath), specPath);
    const models = await listedModels(parsed, { services, defaultBackend });
    const found = await checkEverything(
      parsed,
      { specPath, ports: services },
      {
        signal,
        now: () => performance.now(),
        pause: () => new Promise((resolve) => setImmediate(resolve)),
        progress: (done, total) => {
          bar.show(file, meter({ done, total: total ?? null, errors: 0 }, performance.now()));
        },
      },
    );
    return [...found, ...models];
  } catch (error) {
    // One file that can't be read does not hide what is wrong with the others.
    if (!(error instanceof UserError) || error.kind === 'cancelled') throw error;
    const start = { line: 1, column: 1 };
    const range = { start, end: start };
    return [{ severity: 'error', code: 'unreadable', message: error.message, range }];
  } finally {
    bar.clear();
  }
}

/** What the last list says against the models; nobody is asked for a new one. */
async function listedModels(
  parsed: ParsedSpec,
  { services, defaultBackend }: Pick<CommandContext, 'services' | 'defaultBackend'>,
): Promise<LocatedProblem[]> {
  const written = parsed.textAt(['backend']);
  const backend = BACKEND_NAMES.find((name) => name === written) ?? defaultBackend;
  const list = await (await services.modelLists()).last(serviceOf(backend));
  if (!list) return [];
  return modelListProblems(parsed, { list, backend, now: Date.now() }).map(
    ({ severity, code, message, range }) => ({ severity, code, message, range }),
  );
}
