import { InvalidArgumentError, Option, type Command } from 'commander';
import { looksLikeBound, readGateBound, type GateBound } from '../../core/stats/gateBounds.js';
import { t } from '../../l10n/t.js';

/** What a job of a CI system asks for besides the run. */
export interface CiOptions {
  /** Bounds that take the place of the spec's; none for `--gate` alone, which holds by the spec's own. */
  readonly gate?: readonly GateBound[];
  readonly junit?: string;
  readonly markdown?: string;
  /** A file that the Markdown is appended to. */
  readonly summary?: string;
  /** What a gate that is inconclusive counts as; absent: exit code 4. */
  readonly inconclusive?: 'pass' | 'fail';
  /** An earlier run that the Markdown holds this one against. */
  readonly baseline?: string;
}

export function addCiOptions(command: Command): Command {
  return command
    .addOption(
      new Option(
        '--gate [bound]',
        'for CI: hold it against the gates of its spec, or e.g. "pass_rate>=0.8"; repeatable',
      )
        .preset('')
        .argParser(collectBound),
    )
    .option('--junit <file>', t('for CI: JUnit XML, of all the specs'))
    .option('--markdown <file>', t('for CI: the summary in Markdown, of all the specs'))
    .option('--summary <file>', t('append the Markdown there (default: $GITHUB_STEP_SUMMARY)'))
    .addOption(
      new Option('--inconclusive <as>', t('what an inconclusive gate counts as')).choices([
        'pass',
        'fail',
      ]),
    )
    .option('--baseline <run>', t('an earlier run that the Markdown holds this one against'));
}

/**
 * The arguments with `--gate=` where no bound follows: the parser would take the spec that follows for
 * its value.
 */
export function withBareGates(argv: readonly string[]): string[] {
  const end = argv.includes('--') ? argv.indexOf('--') : argv.length;
  return argv.map((word, index) => {
    const next = argv[index + 1];
    const isBare = word === '--gate' && index < end && !looksLikeBound(next ?? '');
    return isBare ? '--gate=' : word;
  });
}

function collectBound(text: string, before: readonly GateBound[] = []): readonly GateBound[] {
  if (text === '') return before;
  const bound = readGateBound(text);
  if (bound) return [...before, bound];
  throw new InvalidArgumentError(
    t('It must be a bound, like pass_rate>=0.8 or mean<=3, in quotes.'),
  );
}
