import { writeFileSync } from 'node:fs';
import type { Compared } from './comparison.js';

const EXAMPLES = 3;

export interface Tally {
  cases: number;
  dropped: number;
  /** Cases whose output is the same, or that fail for both. */
  same: number;
  rendered: number;
  failing: number;
  /** Failing cases of which Python knows the line, and those where ours is the same. */
  lines: number;
  sameLines: number;
}

export function emptyTally(): Tally {
  return { cases: 0, dropped: 0, same: 0, rendered: 0, failing: 0, lines: 0, sameLines: 0 };
}

export function count(tally: Tally, { python, ours, difference }: Compared): void {
  if ('dropped' in python) {
    tally.dropped += 1;
    return;
  }
  tally.cases += 1;
  if (difference === undefined || difference === 'line') tally.same += 1;
  if ('output' in python) {
    tally.rendered += 1;
    return;
  }
  tally.failing += 1;
  if (python.line === null) return;
  tally.lines += 1;
  if (!ours.ok && ours.error.line === python.line) tally.sameLines += 1;
}

export function tallyTable(tallies: ReadonlyMap<string, Tally>): string {
  const all = emptyTally();
  for (const tally of tallies.values()) {
    for (const key of Object.keys(all) as (keyof Tally)[]) all[key] += tally[key];
  }
  const rate = (part: number, whole: number) =>
    whole === 0 ? '-' : `${((100 * part) / whole).toFixed(2)} %`;
  const row = (name: string, tally: Tally) =>
    [
      name.padEnd(12),
      `${tally.same}/${tally.cases}`.padStart(12),
      rate(tally.same, tally.cases).padStart(9),
      `${tally.sameLines}/${tally.lines}`.padStart(11),
      rate(tally.sameLines, tally.lines).padStart(9),
      rate(tally.rendered, tally.cases).padStart(9),
      String(tally.dropped).padStart(7),
    ].join('  ');
  const head = [
    'group'.padEnd(12),
    'same answer'.padStart(12),
    ''.padStart(9),
    'error lines'.padStart(11),
    ''.padStart(9),
    'render'.padStart(9),
    'dropped'.padStart(7),
  ].join('  ');
  return [head, ...[...tallies].map(([name, tally]) => row(name, tally)), row('all', all)].join(
    '\n',
  );
}

/** Template, row and both answers, as text. */
export function described({ asked, python, ours, difference }: Compared): string {
  return [
    `difference: ${difference}`,
    `template:   ${JSON.stringify(asked.template)}`,
    `context:    ${asked.context}`,
    `Jinja2:     ${JSON.stringify(python)}`,
    `ours:       ${JSON.stringify(ours.ok ? { output: ours.output } : ours.error)}`,
  ].join('\n');
}

/** Differences that look alike, under a heading each, the most frequent first. */
export function writeReport(file: string, found: readonly Compared[], totals: string): void {
  const kinds = new Map<string, Compared[]>();
  for (const one of found) {
    const kind = likeness(one);
    kinds.set(kind, [...(kinds.get(kind) ?? []), one]);
  }
  const sections = [...kinds]
    .sort(([, a], [, b]) => b.length - a.length)
    .map(([kind, members]) => {
      const shortest = [...members].sort(
        (a, b) => a.asked.template.length - b.asked.template.length,
      );
      return `## ${members.length} × ${kind}\n\n${shortest.slice(0, EXAMPLES).map(described).join('\n\n')}\n`;
    });
  writeFileSync(file, `${totals}\n\n${sections.join('\n')}`);
}

/** Messages without their details; for outputs the words of the shrunk template that say what it does. */
function likeness({ asked, python, ours, difference }: Compared): string {
  const plain = (message: string) => message.replace(/'[^']*'|"[^"]*"|[\d.]+/gu, '…').slice(0, 90);
  const theirs = 'error' in python ? plain(python.message) : '';
  const own = ours.ok ? '' : plain(ours.error.message);
  const named =
    asked.template.match(/\|\s*\w+|\.\w+\(|\bis (?:not )?\w+|\{%[-+]?\s*\w+|\*\*|\/\/|[%~]/gu) ??
    [];
  const words =
    difference === 'output' || theirs + own === '' ? [...new Set(named)].sort().join(' ') : '';
  return [difference, theirs, own, words].filter((part) => part !== '').join(' · ');
}
