/**
 * The heavy tests of SECURITY.md's second table, too long for every pull request. Their figures are
 * measured: `npm run security -- soak` puts them into SECURITY.md.
 *
 *     npm run test:soak
 */
import { errorText } from '../suiteReport.js';
import { collectProofs } from '../security/proofs.js';
import { mochaSuite } from '../suites.js';

const minute = 60_000;

collectProofs('soak');
const { passed, failed, failures } = await mochaSuite(
  'test/soak',
  { testTimeoutMs: 20 * minute, suiteTimeoutMs: 90 * minute },
  process.stdout,
);
for (const { title, error } of failures) process.stdout.write(`\n${title}\n${errorText(error)}\n`);
process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;
