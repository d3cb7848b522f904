import { UserError } from '../../core/userError.js';
import { t } from '../../l10n/t.js';

/** Names with commas between them, as a line of CSV: a name with a comma stands in quotes. */
export async function columnList(text: string): Promise<readonly string[]> {
  const { parse } = await import('csv-parse/sync');
  try {
    const [names = []] = parse(text, { trim: true, relax_quotes: true });
    if (names.length > 0 && !names.includes('')) return names;
  } catch {
    // A quote that is not closed is told like any other fault.
  }
  throw new UserError(
    'usage',
    t('"{0}" is no list of columns; write it like question,answer,"a, b".', text),
  );
}
