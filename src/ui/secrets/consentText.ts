import type { KeyAsker } from '../../core/keys.js';
import type { ConsentQuestion } from './keyConsents.js';
import type { RowQuestion } from './rowConsents.js';

/** What a person needs to know for the answer. `shown`: a path as it is shown. */
export function consentDetail(
  { name, store, origin, boundTo, asker }: ConsentQuestion,
  shown: (path: string) => string,
): string {
  return [
    asker
      ? `${modelText(asker, shown)} asks for it.`
      : `Something that is addressed to ${origin} asks for it.`,
    store === 'env'
      ? `The key is read from the environment variable ${name}.`
      : `The key was entered for ${boundTo ?? 'another address'}.`,
    ...(asker?.columns ? [`With it go rows of the dataset: ${columnsText(asker.columns)}.`] : []),
    ...lookalike(origin),
    `Whoever runs ${origin} can use the key. A yes is kept for this key and this address until you withdraw it with Gavel: Manage Secrets.`,
  ].join('\n');
}

/** The same for rows that go somewhere without a key. */
export function rowConsentDetail(
  { origin, asker }: RowQuestion,
  shown: (path: string) => string,
): string {
  const { columns } = asker;
  return [
    `${modelText(asker, shown)} is asked there, without a key.`,
    columns
      ? `What goes there: ${columnsText(columns)}.`
      : 'A test sends one short message of its own; a run sends rows.',
    ...lookalike(origin),
    `Whoever runs ${origin} can read what is sent. A yes is kept for this address until you withdraw it with Gavel: Manage Secrets.`,
  ].join('\n');
}

function modelText({ model, spec }: KeyAsker, shown: (path: string) => string): string {
  return `The model ${oneLine(model)}${spec === undefined ? '' : ` in ${oneLine(shown(spec))}`}`;
}

const MOST_NAMED = 8;

function columnsText(columns: readonly string[]): string {
  if (columns.length === 0) return 'no column of the dataset';
  const named = columns.slice(0, MOST_NAMED).map((name) => `“${oneLine(name)}”`);
  const more = columns.length - named.length;
  return `${columns.length === 1 ? 'the column' : 'the columns'} ${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/** Names come out of files: none adds a line of its own to the question, or pushes one off the screen. */
function oneLine(name: string): string {
  const line = name.replace(/[\s\p{C}]+/gu, ' ');
  return line.length > 80 ? `${line.slice(0, 79)}…` : line;
}

function lookalike(origin: string): readonly string[] {
  const isOfAnother = new URL(origin).hostname.split('.').some((label) => label.startsWith('xn--'));
  return isOfAnother
    ? [
        'The address holds letters of another alphabet, written as xn--…: it may look like another one.',
      ]
    : [];
}
