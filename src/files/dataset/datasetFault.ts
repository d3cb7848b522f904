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

/** A record longer than this (in UTF-16 units) is taken for a broken file. */
export const LONGEST_RECORD = 64 * 1024 * 1024;

/** The message of a fault that `sentence` was made of. */
export function clause(text: string): string {
  return `${text.charAt(0).toLowerCase()}${text.slice(1, -1)}`;
}
