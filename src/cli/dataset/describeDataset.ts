import type { OpenDataset, Survey } from '../../core/dataset/openDataset.js';
import type { RowQuery } from '../../core/dataset/query/rowQuery.js';
import { plural, t } from '../../l10n/t.js';
import type { CommandContext } from '../commandContext.js';
import { shareBar } from '../terminal/progressBar.js';
import { chosenRows } from './chosenRows.js';
import type { DatasetOptions } from './datasetOptions.js';
import { printList } from './printRows.js';
import { printTable } from './printTable.js';
import { filledRows, profileTable } from './profileTable.js';
import type { RowPlan } from './rowPlan.js';

const EVERY_ROW: RowQuery = { filters: [], order: null };

interface Described {
  /** As it was typed. */
  readonly file: string;
  /** Absolute. */
  readonly path: string;
  readonly options: DatasetOptions;
  readonly plan: RowPlan;
}

/** Says what the file holds, with \`--profile\` of each column, with \`--search\` which rows have a text. */
export async function describeDataset(
  open: OpenDataset,
  { file, path, options, plan }: Described,
  context: CommandContext,
): Promise<void> {
  const { services, terminal, signal } = context;
  const info = await services.datasets.describe(path, signal);
  // Numbers of rows count those that can't be read as well.
  const { rows } = await open.list(EVERY_ROW, () => undefined, signal);
  const broken = rows - info.rows;
  const { blankLines } = open.state;
  const survey = options.profile ? await surveyed(open, context) : undefined;
  const { search } = options;
  const picked = search === undefined ? undefined : await chosenRows(open, plan, context);
  if (!terminal.json) {
    const lines = [
      [
        `${file}: ${plural(info.rows, '{0} row', '{0} rows')}`,
        ...(broken > 0 ? [plural(broken, '{0} broken row', '{0} broken rows')] : []),
        ...(blankLines > 0 ? [plural(blankLines, '{0} blank line', '{0} blank lines')] : []),
        plural(info.columns.length, '{0} column', '{0} columns'),
        plural(info.bytes, '{0} byte', '{0} bytes'),
        formOf(open),
      ].join(', '),
      t('columns: {0}', info.columns.join(', ')),
      ...info.problems.map(
        ({ line, severity, message }) => `${file}:${line}: ${severity}: ${message}`,
      ),
      ...(survey ? [profileTable(survey.profile, terminal.columns)] : []),
      ...(picked
        ? [plural(picked.length, '{0} row with "{1}"', '{0} rows with "{1}"', search ?? '')]
        : []),
    ];
    terminal.result(undefined, lines.join('\n'));
    if (picked && picked.length > 0) await printTable(open, picked, { plan, terminal });
    return;
  }
  const { encoding } = open.state;
  const document = {
    ...info,
    broken,
    blankLines,
    encoding,
    ...(survey && { profile: profileDocument(survey) }),
  };
  if (!picked) {
    terminal.result(document, '');
    return;
  }
  // The matches are printed as they are read: they may be many, and their digits are kept.
  const start = JSON.stringify(document, null, 2).slice(0, -2);
  await terminal.write(`${start},\n"search": { "text": ${JSON.stringify(search)}, "matches": `);
  await printList(picked, undefined, terminal);
  await terminal.write(' }\n}\n');
}

function formOf(open: OpenDataset): string {
  const { format, encoding } = open.state;
  return encoding === 'utf-8' ? format : `${format}, ${encoding}`;
}

async function surveyed(open: OpenDataset, { terminal, signal }: CommandContext): Promise<Survey> {
  const bar = shareBar(terminal, 'profiling');
  try {
    return await open.survey(bar.show, signal);
  } finally {
    bar.clear();
  }
}

function profileDocument({ profile }: Survey): readonly unknown[] {
  return profile.columns.map(({ name, types, missing, empty, lengths, ...rest }) => ({
    name,
    types,
    filled: filledRows({ types, empty }),
    missing,
    empty,
    longest: lengths?.longest ?? 0,
    ...(lengths && { lengths }),
    ...rest,
  }));
}
