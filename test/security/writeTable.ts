/**
 * Puts what the last whole run of the tests has shown into SECURITY.md:
 *
 *     npm test; npm run security
 *     npm run test:soak; npm run security -- soak
 */
import { readProofs } from './proofs.js';
import { writeTable } from './proofTable.js';

const name = process.argv[2] === 'soak' ? 'soak' : 'tests';
const proofs = readProofs(name);
if (proofs.length === 0) throw new Error('No test has shown anything yet: run them all first.');
writeTable(name, proofs);
process.stdout.write(`${proofs.length} proofs are in SECURITY.md.\n`);
