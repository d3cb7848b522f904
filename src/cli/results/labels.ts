import { fewShotExamples, fewShotLines } from '../../core/labels/fewShot.js';
import type { LabelFigures } from '../../core/labels/labelFigures.js';
import { labelSentences } from '../../core/labels/labelWords.js';
import { figuresOf, readLabelling } from '../../core/labels/readLabelling.js';
import { UserError } from '../../core/userError.js';
import { createFile } from '../../files/createFile.js';
import { plural, t } from '../../l10n/t.js';
import type { CommandContext } from '../commandContext.js';
import { EXIT, type ExitCode } from '../exitCode.js';
import { textTable } from '../terminal/textTable.js';

/** `gavel labels RUN`: how far the judge agrees with people, or with `--export` where it doesn't. */
export async function labels(
  runText: string,
  exportTo: string | undefined,
  context: CommandContext,
): Promise<ExitCode> {
  const { services, signal, runsRoot, terminal } = context;
  const run = await services.runs.find(runText, [runsRoot]);
  const manifest = await services.runs.read(run);
  const store = await services.labels();
  const read = () => services.runs.rows(run, signal);
  const labelling = await readLabelling(manifest, read, await store.read(run));
  for (const fault of labelling.faults) terminal.say(fault);
  if (exportTo !== undefined) {
    const lines = fewShotLines(fewShotExamples(labelling.labels, manifest));
    if (lines.length === 0) {
      const message = t(
        'The judge and the people who labelled {0} differ on no row: there is no example to export.',
        manifest.name,
      );
      throw new UserError('usage', message);
    }
    const path = context.path(exportTo);
    await createFile(
      path,
      lines.map((line) => `${line}\n`),
    );
    terminal.result(
      { file: path, examples: lines.length },
      plural(lines.length, '{0} example in {1}', '{0} examples in {1}', path),
    );
    return EXIT.ok;
  }
  const figures = figuresOf(labelling, manifest);
  terminal.result(
    { ...figures, demo: manifest.demo, faults: labelling.faults },
    textOf(figures, manifest.demo),
  );
  return EXIT.ok;
}

function textOf(figures: LabelFigures, isDemo: boolean): string {
  if (figures.rows === 0) {
    return t('No row has been labelled by a person yet; use Gavel: Label Rows in VS Code.');
  }
  const sentences = labelSentences(figures).map((sentence) => `${sentence}.`);
  const { confusion } = figures.consensus ?? figures.raters[0] ?? {};
  const table = confusion
    ? textTable(
        [t('people \\ judge'), ...confusion.labels],
        confusion.labels.map((label, at) => [label, ...(confusion.counts[at] ?? []).map(String)]),
      )
    : '';
  const demo = isDemo ? [t('demo: the verdicts of the judge are scripted.')] : [];
  return [...sentences, '', table, ...demo].join('\n');
}
