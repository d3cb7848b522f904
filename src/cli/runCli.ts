import { resolve } from 'node:path';
import { CommanderError } from 'commander';
import { createServices } from '../composition.js';
import { redactMessage } from '../core/redaction/knownKeys.js';
import { learnEnvironment } from '../core/redaction/learnEnvironment.js';
import { UserError } from '../core/userError.js';
import { configureTexts, currentTexts, t } from '../l10n/t.js';
import { withBareGates } from './ci/ciOptions.js';
import { EXIT, exitCodeOf, type ExitCode } from './exitCode.js';
import { sayHelpWords, usageFault } from './helpWords.js';
import { createOutlets } from './terminal/outlets.js';
import { defineProgram } from './program.js';
import { createTerminal, type Terminal } from './terminal/terminal.js';
import { withContext, type CliSurroundings } from './withContext.js';

/**
 * The command line as a function: never exits the process, resolves to the exit code.
 * `makeServices`: what stands behind the ports.
 */
export async function runCli(
  argv: readonly string[],
  surroundings: CliSurroundings,
  makeServices = createServices,
): Promise<ExitCode> {
  const { stdout, stderr, toolVersion } = surroundings;
  learnEnvironment(surroundings.env);
  const texts = currentTexts();
  // What programs read is the same wherever it is made.
  if (argv.includes('--json')) configureTexts(undefined);
  const outlets = createOutlets(stdout, stderr);
  const terminal = createTerminal(outlets, stderr, argv.includes('--json'));
  let exitCode: ExitCode = EXIT.ok;
  let allowed: readonly string[] = [];
  let { cwd } = surroundings;
  const program = defineProgram(toolVersion, async (act) => {
    exitCode = await withContext(
      { ...surroundings, cwd },
      { terminal, makeServices, allowed },
      act,
    );
  });
  program.hook('preAction', (_, command) => {
    const given = command.optsWithGlobals<{ allowPath?: string[]; cwd?: string }>();
    allowed = given.allowPath ?? [];
    if (given.cwd !== undefined) cwd = resolve(cwd, given.cwd);
  });
  program.exitOverride().configureOutput({
    writeOut: (text) => outlets.out(text),
    writeErr: (text) => outlets.err(text),
    outputError: (text, write) => write(usageFault(text)),
  });
  sayHelpWords(program);
  for (const command of program.commands) {
    command.copyInheritedSettings(program);
    for (const inner of command.commands) inner.copyInheritedSettings(program);
  }
  try {
    await program.parseAsync(withBareGates(argv), { from: 'user' });
    return exitCode;
  } catch (error) {
    const failure = failureOf(error, surroundings.signal);
    if (failure instanceof CommanderError) return usageExit(failure, terminal);
    report(failure, terminal);
    return exitCodeOf(failure);
  } finally {
    outlets.end();
    configureTexts(texts);
  }
}

/** Ctrl-C ends some work by an exception: nothing went wrong. */
function failureOf(error: unknown, signal: AbortSignal): unknown {
  const aborted = signal.aborted && error instanceof Error && error.name === 'AbortError';
  return aborted ? new UserError('cancelled', t('Interrupted.'), { cause: error }) : error;
}

/** The parser of the arguments has told a person already. */
function usageExit({ exitCode, code, message }: CommanderError, terminal: Terminal): ExitCode {
  if (exitCode === 0) return EXIT.ok;
  if (terminal.json) {
    const said =
      code === 'commander.help'
        ? 'Name a command; gavel --help lists them.'
        : message.replace(/^error: /, '');
    terminal.result({ error: { kind: 'usage', message: said } }, said);
  }
  return EXIT.badInput;
}

/** The one place where the command line says what went wrong. */
function report(error: unknown, terminal: Terminal): void {
  const message = redactMessage(
    error instanceof UserError
      ? error.message
      : t(
          'Something went wrong inside gavel: {0}',
          error instanceof Error ? (error.stack ?? error.message) : String(error),
        ),
  );
  if (terminal.json) {
    const kind = error instanceof UserError ? error.kind : 'internal';
    terminal.result({ error: { kind, message } }, message);
  }
  terminal.fail(message);
}
