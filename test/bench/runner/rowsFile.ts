import { createWriteStream } from 'node:fs';
import { once } from 'node:events';

export interface RowsOptions {
  readonly rows: number;
  /** Length of each row's text, about. */
  readonly textBytes: number;
}

const SENTENCE =
  'Say in a few plain sentences what follows from it, and name what you are not sure of. ';

/** The question of a row, from 1; the same for every runner. */
export function question(row: number, textBytes: number): string {
  return `Question ${row}: ${SENTENCE.repeat(Math.ceil(textBytes / SENTENCE.length))}`;
}

/** Writes a dataset of questions as JSON Lines. */
export async function writeRows(path: string, { rows, textBytes }: RowsOptions): Promise<void> {
  const out = createWriteStream(path);
  for (let row = 1; row <= rows; row += 1) {
    const line = JSON.stringify({ id: row, question: question(row, textBytes) });
    if (!out.write(`${line}\n`)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
}
