import { readFileSync } from 'node:fs';
import type { JsonObject } from '../../src/core/json.js';
import { renderTemplate } from '../../src/core/template/renderTemplate.js';
import type { Rendered } from '../../src/core/template/renderTemplate.js';

interface CorpusRow {
  readonly id: string;
  readonly group: string;
  readonly template: string;
  readonly context: JsonObject;
  readonly context_json: string;
  readonly expect: {
    readonly output?: string;
    readonly error?: string;
    readonly line?: number | null;
    readonly message?: string;
  };
}

/** A row that is not rendered as Python does, or whose error is on another line. */
export interface CorpusMiss {
  readonly kind: 'output' | 'line';
  readonly row: CorpusRow;
  readonly rendered: Rendered;
}

export interface Tally {
  right: number;
  all: number;
}

export interface CorpusScore {
  readonly rows: Tally;
  readonly lines: Tally;
  readonly groups: ReadonlyMap<string, Tally>;
  readonly misses: readonly CorpusMiss[];
}

/** Renders every row of the conformance corpus; its README tells how a row counts. */
export function scoreCorpus(file: URL): CorpusScore {
  const groups = new Map<string, Tally>();
  const misses: CorpusMiss[] = [];
  const rows = { right: 0, all: 0 };
  const lines = { right: 0, all: 0 };
  for (const row of readCorpus(file)) {
    const rendered = renderTemplate(row.template, {
      values: row.context,
      source: row.context_json,
    });
    const group = groups.get(row.group) ?? { right: 0, all: 0 };
    groups.set(row.group, group);
    const isRight = asExpected(row, rendered);
    count(rows, isRight);
    count(group, isRight);
    if (!isRight) misses.push({ kind: 'output', row, rendered });
    const { error, line } = row.expect;
    if (error === undefined || typeof line !== 'number') continue;
    const isPlaced = !rendered.ok && rendered.error.line === line;
    count(lines, isPlaced);
    if (isRight && !isPlaced) misses.push({ kind: 'line', row, rendered });
  }
  return { rows, lines, groups, misses };
}

export function share({ right, all }: Tally): string {
  return `${right} of ${all} (${((100 * right) / Math.max(1, all)).toFixed(2)} %)`;
}

function readCorpus(file: URL): CorpusRow[] {
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  // The corpus is ours and of one form.
  return lines.map((line) => JSON.parse(line) as CorpusRow);
}

function asExpected({ expect }: CorpusRow, rendered: Rendered): boolean {
  if (expect.error !== undefined) return !rendered.ok;
  return rendered.ok && rendered.output === expect.output;
}

function count(tally: Tally, isRight: boolean): void {
  tally.all += 1;
  if (isRight) tally.right += 1;
}
