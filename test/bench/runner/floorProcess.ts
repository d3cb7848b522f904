/**
 * What asking a model server costs without a runner: two requests a row, the second after the first,
 * with undici's pool and nothing else. Prints what it took as `FloorFigures`:
 *
 *     node floorProcess.js BASE_URL SAMPLES ROWS CONCURRENCY
 *
 * SAMPLES: a file with the bodies to send, as `ServerFigures` has them.
 */
import { readFileSync } from 'node:fs';
import { Pool } from 'undici';
import type { ServerFigures } from './modelServer.js';

export interface FloorFigures {
  /** From the first request to the last answer. */
  readonly rowsMs: number;
}

const [baseUrl = '', samples = '', rows = '0', concurrency = '1'] = process.argv.slice(2);
// What the model server told.
const { generate, judge } = JSON.parse(readFileSync(samples, 'utf8')) as ServerFigures['samples'];
const { origin, pathname } = new URL(`${baseUrl}/chat/completions`);
const pool = new Pool(origin, { connections: Number(concurrency) });
const headers = { 'content-type': 'application/json', accept: 'application/json' };
const ask = async (body: string) => {
  const reply = await pool.request({ method: 'POST', path: pathname, headers, body });
  return reply.body.text();
};

let left = Number(rows);
const start = performance.now();
const lane = async () => {
  for (; left > 0;) {
    left -= 1;
    await ask(generate);
    await ask(judge);
  }
};
await Promise.all(Array.from({ length: Number(concurrency) }, lane));
const figures: FloorFigures = { rowsMs: performance.now() - start };
await pool.close();
process.stdout.write(`${JSON.stringify(figures)}\n`);
