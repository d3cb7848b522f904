import type { Outlets } from './outlets.js';
import { printable } from './printable.js';

/** Where a command writes. `--json`: `result` prints the one document and `say` is silent. */
export interface Terminal {
  readonly json: boolean;
  /** Standard error is a person's terminal: a progress bar makes sense. */
  readonly interactive: boolean;
  /** Width of that terminal in columns. */
  readonly columns: number;
  /** Prints the answer: the JSON document, or the text for a person. */
  result(document: unknown, text: string): void;
  /** Prints text to standard output, whatever the mode: reports and JSONL. */
  write(text: string): Promise<void>;
  /** A line for a person, on standard error; nothing with `--json`. */
  say(line: string): void;
  /** A failure, on standard error. */
  fail(line: string): void;
  /** Raw text to standard error, for the progress bar. */
  draw(text: string): void;
}

/** What the terminal behind standard error says of itself. */
export interface TerminalFacts {
  readonly isTTY?: boolean;
  readonly columns?: number;
}

export function createTerminal(
  { out, err }: Outlets,
  { isTTY, columns }: TerminalFacts,
  json: boolean,
): Terminal {
  return {
    json,
    interactive: Boolean(isTTY) && !json,
    // A pseudo-terminal without a size says 0.
    columns: columns || 80,
    result: (document, text) => {
      out(json ? `${JSON.stringify(document, null, 2)}\n` : `${printable(text)}\n`);
    },
    write: (text) =>
      new Promise((resolve, reject) => {
        out(text, (error) => (error ? reject(error) : resolve()));
      }),
    say: (line) => {
      if (!json) err(`${printable(line)}\n`);
    },
    fail: (line) => {
      err(`${printable(line)}\n`);
    },
    draw: (text) => {
      err(text);
    },
  };
}
