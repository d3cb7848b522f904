import type { KeyAsker } from '../../core/keys.js';
import { t } from '../../l10n/t.js';
import type { ConsentQuestion } from './keyConsents.js';
import type { RowQuestion } from './rowConsents.js';

/** What a person needs to know for the answer. `shown`: a path as it is shown. */
export function consentDetail(
  { name, store, origin, boundTo, asker }: ConsentQuestion,
  shown: (path: string) => string,
): string {
  return [
    asker
      ? t('{0} asks for it.', modelText(asker, shown))
      : t('Something that is addressed to {0} asks for it.', origin),
    store === 'env'
      ? t('The key is read from the environment variable {0}.', name)
      : t('The key was entered for {0}.', boundTo ?? t('another address')),
    ...(asker?.columns
      ? [t('With it go rows of the dataset: {0}.', columnsText(asker.columns))]
      : []),
    ...lookalike(origin),
    t(
      'Whoever runs {0} can use the key. A yes is kept for this key and this address until you withdraw it with Gavel: Manage Secrets.',
      origin,
    ),
  ].join('\n');
}

/** The same for rows that go somewhere without a key. */
export function rowConsentDetail(
  { origin, asker }: RowQuestion,
  shown: (path: string) => string,
): string {
  const { columns } = asker;
  return [
    t('{0} is asked there, without a key.', modelText(asker, shown)),
    columns
      ? t('What goes there: {0}.', columnsText(columns))
      : t('A test sends one short message of its own; a run sends rows.'),
    ...lookalike(origin),
    t(
      'Whoever runs {0} can read what is sent. A yes is kept for this address until you withdraw it with Gavel: Manage Secrets.',
      origin,
    ),
  ].join('\n');
}

function modelText({ model, spec }: KeyAsker, shown: (path: string) => string): string {
  return spec === undefined
    ? t('The model {0}', oneLine(model))
    : t('The model {0} in {1}', oneLine(model), oneLine(shown(spec)));
}

const MOST_NAMED = 8;

function columnsText(columns: readonly string[]): string {
  if (columns.length === 0) return t('no column of the dataset');
  const named = columns.slice(0, MOST_NAMED).map((name) => `“${oneLine(name)}”`);
  const more = columns.length - named.length;
  if (more > 0) return t('the columns {0} and {1} more', named.join(', '), more);
  return columns.length === 1
    ? t('the column {0}', named.join(', '))
    : t('the columns {0}', named.join(', '));
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
        t(
          'The address holds letters of another alphabet, written as xn--…: it may look like another one.',
        ),
      ]
    : [];
}
