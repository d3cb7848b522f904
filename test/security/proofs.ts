import { appendFileSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The tables of SECURITY.md, by the word of the comments around them. */
export type TableName = 'tests' | 'soak';

/** The parts of SECURITY.md's tables, in their order. */
export const PROOF_AREAS = [
  'Restricted Mode',
  'Keys',
  'Views',
  'Templates',
  'Paths',
  'Bad input',
  'Faults',
  'Load',
  'Supply chain',
  'Interface',
] as const;

/** A promise of SECURITY.md, and the test that has just shown it. */
export interface Proof {
  readonly area: (typeof PROOF_AREAS)[number];
  /** What holds, as a reader of SECURITY.md wants to know it; several tests may show one claim. */
  readonly claim: string;
  /** From the root of the project, e.g. `test/contract/faults/serviceFaults.test.ts`. */
  readonly test: string;
  /**
   * What was tried and counted by the test itself, e.g. `1,248 payloads in 6 views`. The same in every
   * run of the suite; a soak may say what it measured.
   */
  readonly figure: string;
}

/** Where the tests of this run write their proofs; set by whoever runs the suites. */
export const PROOFS_VARIABLE = 'GAVEL_PROOFS';

/**
 * Says at the end of a test, when all its assertions held, what it has shown. SECURITY.md's tables are
 * made of this and of nothing else; a test that is run alone writes nothing.
 */
export function proven(proof: Proof): void {
  const folder = process.env[PROOFS_VARIABLE];
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  appendFileSync(join(folder, `${process.pid}.jsonl`), `${JSON.stringify(proof)}\n`);
}

/**
 * Has what this run shows written, and forgets what an earlier one has shown; `isKept`: what that showed
 * and this one does not try.
 */
export function collectProofs(
  table: TableName,
  isKept: (proof: Proof) => boolean = () => false,
): void {
  const kept = readProofs(table).filter(isKept);
  rmSync(proofsFolder(table), { recursive: true, force: true });
  process.env[PROOFS_VARIABLE] = proofsFolder(table);
  kept.forEach(proven);
}

function proofsFolder(table: TableName): string {
  return resolve('out', 'proofs', table);
}

/** What the last run has shown, in any order; empty where none was. */
export function readProofs(table: TableName): Proof[] {
  const folder = proofsFolder(table);
  if (!existsSync(folder)) return [];
  const lines = readdirSync(folder).flatMap((name) =>
    readFileSync(join(folder, name), 'utf8').split('\n'),
  );
  // Their only writer is `proven`.
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Proof);
}
