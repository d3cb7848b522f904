import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../integration/host/paths.js';
import { PROOF_AREAS, type Proof, type TableName } from './proofs.js';

const PAGE = join(projectRoot, 'SECURITY.md');

/** Puts what the tests have shown into SECURITY.md. Throws for a proof that names no file. */
export function writeTable(name: TableName, proofs: readonly Proof[]): void {
  const { before, after } = pageAround(name);
  const lines = [
    '| Part | Claim | Shown by | Tried |',
    '| --- | --- | --- | --- |',
    ...rowsOf(proofs),
  ];
  writeFileSync(PAGE, `${before}\n${lines.join('\n')}\n\n${after}`);
}

/** What SECURITY.md says and the tests did not show, and what they showed besides; a line each. */
export function staleRows(name: TableName, proofs: readonly Proof[]): string[] {
  const written = pageAround(name).table.split('\n');
  const shown = rowsOf(proofs);
  const rows = written.filter((line) => line.startsWith('|')).slice(2);
  return [
    ...rows.filter((row) => !shown.includes(row)).map((row) => `not shown: ${row}`),
    ...shown.filter((row) => !rows.includes(row)).map((row) => `not in SECURITY.md: ${row}`),
  ];
}

function pageAround(name: TableName): { before: string; table: string; after: string } {
  const page = readFileSync(PAGE, 'utf8');
  const [begin, end] = [`<!-- begin: ${name} -->\n`, `<!-- end: ${name} -->`];
  const [from, to] = [page.indexOf(begin) + begin.length, page.indexOf(end)];
  if (from < begin.length || to < from) throw new Error(`SECURITY.md has no table "${name}".`);
  return { before: page.slice(0, from), table: page.slice(from, to), after: page.slice(to) };
}

/** One row a claim, in an order that is the same however the tests ran. */
function rowsOf(proofs: readonly Proof[]): string[] {
  const claims = new Map<string, [Proof, ...Proof[]]>();
  for (const proof of proofs) {
    const place = String(PROOF_AREAS.indexOf(proof.area)).padStart(2, '0');
    const key = `${place} ${proof.claim}`;
    const known = claims.get(key);
    if (known) known.push(proof);
    else claims.set(key, [proof]);
  }
  return [...claims.keys()].sort().flatMap((key) => rowOf(claims.get(key)));
}

function rowOf(shown: readonly [Proof, ...Proof[]] | undefined): string[] {
  if (shown === undefined) return [];
  const tests = unique(shown.map(({ test }) => test));
  const missing = tests.find((test) => !existsSync(join(projectRoot, test)));
  if (missing !== undefined) throw new Error(`A proof names ${missing}, which is no file.`);
  const figures = unique(shown.map(({ figure }) => figure));
  const [{ area, claim }] = shown;
  const cells = [
    area,
    claim.replace(/\.$/, ''),
    tests.map((test) => `\`${test}\``).join(' '),
    figures.join('; '),
  ];
  return [`| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`];
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort();
}
