import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { CodeBlock } from './pages.js';

export const SHELL = ['sh', 'bash', 'shell'];

/** A line of a block, and how it may end. */
export interface Command {
  readonly text: string;
  readonly exits: readonly number[];
}

const EXITS = /\s+# exits ((?:\d+(?:, | or )?)+)$/;

/** Lines of a block with those that continue them, without comments of their own line. */
export function commandLines({ text }: Pick<CodeBlock, 'text'>): Command[] {
  return text
    .replaceAll(/\\\n\s*/g, ' ')
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.trimStart().startsWith('#'))
    .map((line) => {
      const exits = EXITS.exec(line)?.[1]?.match(/\d+/g)?.map(Number) ?? [0];
      return { text: line.replace(EXITS, ''), exits };
    });
}

/** A block as a script for bash that stops at the first command that ends otherwise than it should. */
export function shellScript(block: Pick<CodeBlock, 'text'>): string {
  const lines = ['set -e -o pipefail'];
  let end: string | undefined;
  for (const line of block.text.replaceAll(/\\\n\s*/g, ' ').split('\n')) {
    const exits = end === undefined ? EXITS.exec(line)?.[1]?.match(/\d+/g) : undefined;
    if (exits) {
      lines.push(
        `code=0; { ${line.replace(EXITS, '')}; } || code=$?`,
        `case $code in ${exits.join('|')}) ;; *) echo "It exited with $code." >&2; exit 99 ;; esac`,
      );
    } else lines.push(line);
    // What stands in a here-document is no command.
    if (end === undefined) end = /<<-?\s*['"]?(\w+)['"]?/.exec(line)?.[1];
    else if (line.trim() === end) end = undefined;
  }
  return lines.join('\n');
}

/**
 * `RUN` is the newest run below `folder`, `RUN_A` and `RUN_B` the newest two of one spec; where models
 * are ranked, `RUN` is the newest comparison.
 */
export function withRuns(text: string, folder: string): string {
  const runs = runsIn(folder);
  const alike = runs.filter((name) => slugOf(name) === slugOf(runs[0] ?? ''));
  const names: Readonly<Record<string, string | undefined>> = {
    RUN: /\bgavel rank\b/.test(text)
      ? runs.find((name) => slugOf(name).startsWith('prompt'))
      : runs[0],
    RUN_A: alike[1],
    RUN_B: alike[0],
  };
  return text.replaceAll(/(?<![\w$"{])RUN(_[AB])?(?![\w=])/g, (name) => names[name] ?? name);
}

/** The newest first: their names begin with the time. */
function runsIn(folder: string): string[] {
  return readdirSync(join(folder, '.gavel', 'runs'))
    .sort()
    .reverse();
}

/** `20261128-052436-answer-correctness-1bde9dd6` is of `answer-correctness`. */
function slugOf(run: string): string {
  return run.split('-').slice(2, -1).join('-');
}

/**
 * The words of a command line that needs no shell; undefined where it has a pipe, a redirection, a
 * variable or anything else that a shell works on.
 */
export function plainWords(line: string): string[] | undefined {
  const bare = line.replace(/\s#.*$/, '').trim();
  const words: string[] = [];
  const word = /\s*((?:'[^']*'|"[^"$`\\]*"|[^\s'"|&;<>()$`\\*?~!{}#]+)+)/y;
  while (word.lastIndex < bare.length) {
    const found = word.exec(bare);
    if (!found) return undefined;
    words.push((found[1] ?? '').replaceAll(/'([^']*)'|"([^"]*)"/g, '$1$2'));
  }
  return words;
}
