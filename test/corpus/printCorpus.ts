/**
 * `npm run corpus [-- FILE]`: how much of a Jinja2 conformance corpus is rendered as Python does, by
 * group, and every row that is not.
 */
import { pathToFileURL } from 'node:url';
import { scoreCorpus, share } from './scoreCorpus.js';

const [given] = process.argv.slice(2);
const file = given
  ? pathToFileURL(given)
  : new URL('../fixtures/jinja/corpus.jsonl', import.meta.url);
const { rows, lines, groups, misses } = scoreCorpus(file);

for (const { kind, row, rendered } of misses) {
  console.log(`${row.id}: another ${kind}`);
  console.log(`  template ${JSON.stringify(row.template)}`);
  console.log(`  row      ${row.context_json}`);
  console.log(`  Python   ${JSON.stringify(row.expect)}`);
  console.log(`  Gavel    ${JSON.stringify(rendered)}`);
}
for (const [name, tally] of groups) console.log(`${name.padEnd(14)}${share(tally)}`);
console.log(`${'conformance'.padEnd(14)}${share(rows)}`);
console.log(`${'error lines'.padEnd(14)}${share(lines)}`);
