/**
 * The heavy tests of SECURITY.md's second table, too long for every pull request. Their figures are
 * measured: `npm run security -- soak` puts them into SECURITY.md.
 *
 *     npm run test:soak
 *     npm run test:soak -- load      only the files whose names begin so; the others' figures stay
 */
import { basename } from 'node:path';
import { errorText } from '../suiteReport.js';
import { collectProofs, readProofs } from '../security/proofs.js';
import type { Proof } from '../security/proofs.js';
import { mochaSuite } from '../suites.js';

const minute = 60_000;

const nameStart = process.argv[2] ?? '';
const isOfThisRun = ({ test }: Proof): boolean => basename(test).startsWith(nameStart);
collectProofs('soak', (proof) => !isOfThisRun(proof));
const { passed, failed, failures } = await mochaSuite(
  'test/soak',
  { nameStart, testTimeoutMs: 60 * minute, suiteTimeoutMs: 150 * minute },
  process.stdout,
);
for (const { title, error } of failures) process.stdout.write(`\n${title}\n${errorText(error)}\n`);
const shown = readProofs('soak').filter(isOfThisRun);
const width = Math.max(0, ...shown.map(({ claim }) => claim.length));
process.stdout.write('\n');
for (const { claim, figure } of shown) {
  process.stdout.write(`${claim.padEnd(width)}  ${figure}\n`);
}
process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;
