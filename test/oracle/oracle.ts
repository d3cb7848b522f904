/**
 * Compares our rendering with Python's Jinja2 on random templates: `npm run oracle -- [--runs N]
 * [--seed S] [--group G] [--all] [--report FILE]`. Prints the first difference, shrunk; with `--all`
 * it goes on and counts them all, with `--report` it writes them by likeness. Exit code 1 where
 * anything differs, 2 where there is no Jinja2.
 */
import { parseArgs } from 'node:util';
import * as fc from 'fast-check';
import { compared, type Compared } from './comparison.js';
import { GROUPS, templateCases } from './grammar/groups.js';
import { environmentWithJinja2, startPythonJinja2, type PythonJinja2 } from './pythonJinja2.js';
import { count, described, emptyTally, tallyTable, writeReport, type Tally } from './report.js';
import { shrunk } from './shrink.js';

const BATCH = 50;
const MOST_SHRUNK = 400;

const { values: options } = parseArgs({
  options: {
    runs: { type: 'string', default: '2000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    group: { type: 'string' },
    all: { type: 'boolean', default: false },
    report: { type: 'string' },
  },
});

process.exitCode = await main();

async function main(): Promise<number> {
  const groups = options.group === undefined ? GROUPS : options.group.split(',');
  const unknown = groups.find((group) => !GROUPS.includes(group));
  if (unknown !== undefined) {
    console.error(`There is no group "${unknown}"; the groups are ${GROUPS.join(', ')}.`);
    return 2;
  }
  const env = environmentWithJinja2();
  if (env === undefined) {
    console.error(
      'Jinja2 3.1 is missing: install python3 with pip, or run `apt install python3-jinja2`.',
    );
    return 2;
  }
  const python = startPythonJinja2(env);
  try {
    return await compareGroups(python, groups);
  } finally {
    python.end();
  }
}

async function compareGroups(python: PythonJinja2, groups: readonly string[]): Promise<number> {
  const seed = Number(options.seed);
  const runs = Math.ceil(Number(options.runs) / groups.length);
  const goesOn = options.all || options.report !== undefined;
  const tallies = new Map<string, Tally>();
  const found: Compared[] = [];
  groups: for (const [index, group] of groups.entries()) {
    const tally = emptyTally();
    tallies.set(group, tally);
    const cases = fc.sample(templateCases(group), {
      seed: seed + index * 1_000_003,
      numRuns: runs,
    });
    for (let at = 0; at < cases.length; at += BATCH) {
      for (const answer of await compared(python, cases.slice(at, at + BATCH))) {
        count(tally, answer);
        if (answer.difference === undefined) continue;
        found.push(found.length < MOST_SHRUNK ? await shrunk(python, answer) : answer);
        if (!goesOn) break groups;
      }
    }
  }
  if (found[0] !== undefined) console.log(`${described(found[0])}\n`);
  const totals = `seed ${seed}\n${tallyTable(tallies)}`;
  console.log(totals);
  if (options.report !== undefined) writeReport(options.report, found, totals);
  return found.length > 0 ? 1 : 0;
}
