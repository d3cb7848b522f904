import { t } from '../../l10n/t.js';
import { UserError } from '../userError.js';
import type { UploadedData } from './sharedJob.js';

/** A text as one word of bash, whatever is in it. Throws `UserError` for one that no argument can hold. */
export function shellWord(text: string): string {
  if (
    text.includes('\0') ||
    /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(text)
  ) {
    const message = t(
      'A text of this spec holds a character that no shell can pass on; copy it as Python or TypeScript instead.',
    );
    throw new UserError('spec', message);
  }
  if (/^[\w@%+:,./-]+$/.test(text)) return text;
  // A terminal and an editor change control characters and odd line ends.
  if (!/(?![\n\t])[\p{Cc}\u2028\u2029]/u.test(text)) return `'${text.replaceAll("'", "'\\''")}'`;
  const escaped = text
    .replace(/['\\]/g, '\\$&')
    // Those beyond ASCII are more than one byte: an octal escape would tear them.
    .replace(/(?![\n\t\u0080-\u009f])\p{Cc}/gu, octalEscape);
  return `$'${escaped}'`;
}

function octalEscape(sign: string): string {
  return `\\${sign.charCodeAt(0).toString(8).padStart(3, '0')}`;
}

/** The words of the command that prints only these columns, as JSON Lines. */
export function gavelWords(path: string, columns: readonly string[]): string[] {
  const names = columns
    .map((name) => (/^\s|[",\n\r]|\s$/.test(name) ? `"${name.replaceAll('"', '""')}"` : name))
    .join(',');
  return ['gavel', 'dataset', path, '--columns', names, '--format', 'jsonl'];
}

/** Lines that write the part of the dataset which is uploaded; none where the file itself is. */
export function partLines({ path, part }: UploadedData): string[] {
  if (!part) return [];
  const gavel = gavelWords(path, part.columns).map(shellWord).join(' ');
  const rows = part.rows
    ? ` | awk -v rows=' ${part.rows.join(' ')} ' 'index(rows, " " NR " ")'`
    : '';
  return [
    '# The service refuses columns that the job does not use.',
    `${gavel}${rows} > ${shellWord(part.name)}`,
    '',
  ];
}

/** Reads the first value of a field out of a JSON text, with bash alone. */
export const FIELD_FUNCTION = `field() { [[ $1 =~ \\"$2\\":\\ *\\"([^\\"]*)\\" ]] && printf %s "\${BASH_REMATCH[1]}"; }`;
