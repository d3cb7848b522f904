import { markdownText } from '../markdownText.js';
import type { FoundKey } from '../exchange/importedSpec.js';
import type { ImportNote } from './importNotes.js';

export interface ImportReport {
  /** Name of the file that was imported. */
  readonly source: string;
  /** Names of the files that were written. */
  readonly files: readonly string[];
  /** Of the runs that were made of past results. */
  readonly runs: readonly string[];
  readonly notes: readonly ImportNote[];
  readonly keys: readonly FoundKey[];
}

/** What an import made and what it could not carry over, as a Markdown document. */
export function importReport({ source, files, runs, notes, keys }: ImportReport): string {
  const lost = notes.filter(({ kind }) => kind === 'lost');
  const changed = notes.filter(({ kind }) => kind === 'changed');
  return [
    `# Imported from ${markdownText(source)}`,
    '',
    ...(files.length > 0
      ? ['## Written', '', ...files.map((name) => `- ${markdownText(name)}`), '']
      : []),
    ...(runs.length > 0
      ? ['## Past results', '', ...runs.map((name) => `- ${markdownText(name)}`), '']
      : []),
    ...(keys.length > 0
      ? [
          '## Keys',
          '',
          'These stood in the file. No new file holds them: store each one (Gavel: Set Secret), and delete it where it stood.',
          '',
          ...keys.map(
            ({ name, origin }) =>
              `- ${markdownText(name)}${origin === undefined ? '' : `, for ${markdownText(origin)}`}`,
          ),
          '',
        ]
      : []),
    ...section('Not carried over', lost),
    ...section('Carried over with a difference', changed),
    ...(notes.length === 0 ? ['Everything in the file is carried over.', ''] : []),
  ].join('\n');
}

function section(title: string, notes: readonly ImportNote[]): string[] {
  if (notes.length === 0) return [];
  const cells = (texts: readonly string[]) => `| ${texts.map(markdownText).join(' | ')} |`;
  return [
    `## ${title}`,
    '',
    '| what | times | why | what to do | where |',
    '| --- | --: | --- | --- | --- |',
    ...notes.map(({ what, why, instead = '', count, where }) =>
      cells([what, String(count), why, instead, where.join('; ')]),
    ),
    '',
  ];
}

/** A note as a line of the console. */
export function noteLine({ kind, what, why, instead, count }: ImportNote): string {
  const times = count === 1 ? '' : ` (${count} times)`;
  const head = kind === 'lost' ? 'not carried over' : 'changed';
  return `${head}: ${what}${times}: ${why}${instead === undefined ? '' : ` ${instead}`}`;
}
