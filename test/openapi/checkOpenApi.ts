/**
 * Holds every request of the client, and every reply of the embedded service, against an OpenAPI
 * description of the service:
 *
 *     npm run check:openapi -- FILE
 *
 * Ends with 1 where something contradicts the description. What the description does not have is
 * listed, so that nothing is passed over in silence.
 */
import { readFile } from 'node:fs/promises';
import { startDemoService } from '../../src/demo/demoService.js';
import { INSTANT_PACE } from '../../src/demo/runJob.js';
import { checkExchanges } from './checkExchanges.js';
import type { Report } from './checkExchanges.js';
import { readDescription } from './description.js';
import { exerciseClient } from './exerciseClient.js';
import { KNOWN_DEVIATIONS } from './knownDeviations.js';
import { startRecordingProxy } from './recordingProxy.js';

const [file] = process.argv.slice(2);
if (file === undefined) {
  process.stderr.write('Name the OpenAPI description: npm run check:openapi -- FILE\n');
  process.exit(2);
}
const description = readDescription(await readFile(file, 'utf8'));
const demo = await startDemoService({ pace: INSTANT_PACE });
const proxy = await startRecordingProxy(demo.url);
try {
  await exerciseClient(proxy.url, demo);
} finally {
  await proxy.close();
  await demo.close();
}
const report = checkExchanges(description, proxy.exchanges, KNOWN_DEVIATIONS);
print(report);
process.exit(report.operations.some(({ violations }) => violations.length > 0) ? 1 : 0);

function print({ operations, unused, undescribed, beyond, deviations }: Report): void {
  const say = (text: string) => process.stdout.write(`${text}\n`);
  const list = (title: string, lines: readonly string[]) => {
    if (lines.length === 0) return;
    say(`\n${title}`);
    for (const line of lines) say(`  ${line}`);
  };
  for (const { operation, exchanges, violations } of operations) {
    const verdict = violations.length === 0 ? 'valid' : `${violations.length} violations`;
    say(`${operation.padEnd(28)} ${String(exchanges).padStart(5)} exchanges  ${verdict}`);
    for (const violation of violations) say(`    ${violation}`);
  }
  say('\nEach `oneOf` was read as `anyOf`: alternatives of a description may overlap.');
  list('Described, not used by the client:', unused);
  list('Used, not described:', undescribed);
  list('Fields beyond the description, which allows them:', beyond);
  list(
    'Known deviations that were met:',
    deviations.map(
      ({ operation, violation, why }) => `${operation.source}: ${violation.source}: ${why}`,
    ),
  );
}
