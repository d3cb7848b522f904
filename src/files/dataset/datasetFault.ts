import { t } from '../../l10n/t.js';

/** A place where a dataset file can't be read on; turned into a problem or a `UserError`. */
export class DatasetFault extends Error {
  override readonly name = 'DatasetFault';

  /** `message`: a sentence without its subject's file, beginning with the line. */
  constructor(
    readonly line: number,
    message: string,
  ) {
    super(message);
  }
}

/** The message of a fault that `sentence` was made of. */
export function clause(text: string): string {
  return `${text.charAt(0).toLowerCase()}${text.slice(1, -1)}`;
}

/** Of a row that begins on this line. */
export function openQuote(line: number): DatasetFault {
  return new DatasetFault(
    line,
    t(
      'line {0} begins a row with a quoted field that is never closed: expected a closing quote',
      line,
    ),
  );
}
