import { redactMessage } from '../../core/redaction/knownKeys.js';
import { UserError } from '../../core/userError.js';
import { t } from '../../l10n/t.js';
import { openCiReports, type CiReports } from '../ci/ciReports.js';
import type { CommandContext } from '../commandContext.js';
import { exitCodeOf, worstExit, EXIT, type ExitCode } from '../exitCode.js';
import { runOne, type FollowedRun, type RunOptions } from './run.js';

/**
 * `gavel run SPEC…`, `gavel run --resume RUN` and `gavel run --retry-failed RUN`: launches or continues,
 * follows to the end. Several specs run one after the other, whatever becomes of each; the exit code is
 * the worst of theirs.
 */
export async function run(
  specs: readonly string[],
  options: RunOptions,
  context: CommandContext,
): Promise<ExitCode> {
  checkOptions(specs, options);
  const reports = openCiReports(options, context);
  const [first, ...others] = specs;
  if (others.length === 0) return runAlone(first, options, { context, reports });
  return runAll(specs, options, { context, reports });
}

interface Around {
  readonly context: CommandContext;
  readonly reports: CiReports | undefined;
}

function checkOptions(specs: readonly string[], options: RunOptions): void {
  const named = [options.resume, options.retryFailed].find((each) => each !== undefined);
  if (named !== undefined && (options.gate ?? []).length > 0) {
    const message = t(
      'A run keeps the gates it was launched with; leave the bound of --gate out, or run the spec anew.',
    );
    throw new UserError('usage', message);
  }
  if (specs.length < 2) return;
  if (named !== undefined) {
    throw new UserError('usage', t('Name specs to run, or one run to go on with; not both.'));
  }
  if (options.baseline !== undefined) {
    const message = t(
      "One run can't be the baseline of {0} specs; run each with its own.",
      specs.length,
    );
    throw new UserError('usage', message);
  }
}

/** One spec, or one run: what goes wrong is told as by any other command. */
async function runAlone(
  spec: string | undefined,
  options: RunOptions,
  { context, reports }: Around,
): Promise<ExitCode> {
  const name = spec ?? options.resume ?? options.retryFailed ?? 'gavel run';
  const specFile = spec === undefined ? undefined : context.path(spec);
  const about = { name, ...(specFile !== undefined && { specFile }) };
  await reports?.begin([name]);
  try {
    const done = await runOne(spec, options, context);
    await reports?.add({ ...about, run: done.ref, gates: done.gates });
    context.terminal.result(done.document, textOf(done, options));
    if (done.hint !== undefined) context.terminal.say(done.hint);
    return done.exitCode;
  } catch (error) {
    await reports?.add({ ...about, error });
    throw error;
  } finally {
    await reports?.end();
  }
}

async function runAll(
  specs: readonly string[],
  options: RunOptions,
  { context, reports }: Around,
): Promise<ExitCode> {
  const { terminal, signal } = context;
  const documents: object[] = [];
  const codes: ExitCode[] = [];
  await reports?.begin(specs);
  for (const spec of specs) {
    // What is left stands in the reports as not run.
    if (signal.aborted) break;
    const about = { name: spec, specFile: context.path(spec) };
    try {
      const done = await runOne(spec, options, context);
      if (!terminal.json) terminal.result({}, `${textOf(done, options)}\n`);
      if (done.hint !== undefined) terminal.say(done.hint);
      documents.push({ file: spec, ...done.document });
      codes.push(done.exitCode);
      await reports?.add({ ...about, run: done.ref, gates: done.gates });
    } catch (error) {
      const code = exitCodeOf(error);
      const told = failureOf(error);
      terminal.fail(`${spec}: ${told.message}`);
      documents.push({ file: spec, error: told, exit_code: code });
      codes.push(code);
      await reports?.add({ ...about, error });
    }
  }
  await reports?.end();
  if (codes.length < specs.length) codes.push(EXIT.interrupted);
  const exitCode = worstExit(codes);
  const lines = specs.map((spec, index) => `${spec}: ${codeWords(codes[index])}`);
  terminal.result({ runs: documents, exit_code: exitCode }, lines.join('\n'));
  return exitCode;
}

/** With `--gate`, that nothing was held against anything is said: it would look like a pass. */
function textOf(
  { text, gates, manifest }: FollowedRun,
  { gate, inconclusive }: RunOptions,
): string {
  const isOpen = gates.some(({ outcome }) => outcome === 'inconclusive');
  const said = [
    ...(isOpen && inconclusive ? [`An inconclusive gate counts as a ${inconclusive}.`] : []),
    ...(gate && gates.length === 0 && manifest.status === 'completed'
      ? [`note: ${nothingHeld(manifest)}`]
      : []),
  ];
  return [text, ...said].join('\n');
}

function nothingHeld({ name, dry_run: isDry }: FollowedRun['manifest']): string {
  return isDry
    ? t('{0} is a dry run: it is held against no gate.', name)
    : t('The spec of {0} has no gates: it is held against nothing.', name);
}

function failureOf(error: unknown): { readonly kind: string; readonly message: string } {
  if (error instanceof UserError)
    return { kind: error.kind, message: redactMessage(error.message) };
  const said = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return {
    kind: 'internal',
    message: redactMessage(t('Something went wrong inside gavel: {0}', said)),
  };
}

function codeWords(code: ExitCode | undefined): string {
  switch (code) {
    case EXIT.ok:
      return 'ok';
    case EXIT.gateFailed:
      return t('a gate failed');
    case EXIT.badInput:
      return t('bad input');
    case EXIT.runFailed:
      return t('the run failed');
    case EXIT.gateInconclusive:
      return t('a gate is inconclusive');
    case EXIT.interrupted:
      return 'interrupted';
    case undefined:
      return t('not run');
  }
}
