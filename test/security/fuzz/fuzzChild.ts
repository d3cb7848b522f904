// Started by runFuzz.ts: the parsers of one module on broken inputs.

import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { hostState } from '../../unit/core/template/hostState.js';
import { mutations } from '../mutate.js';
import type { FuzzTarget } from './fuzzTarget.js';
import type { FuzzMessage } from './runFuzz.js';

const [module = '', seed = '', count = ''] = process.argv.slice(2);
/** Inputs between two looks at all the prototypes. */
const LOOK_EVERY = 100;

// Whoever writes a module of targets exports them under this name.
const { targets } = (await import(module)) as { targets: readonly FuzzTarget[] };
for (const target of targets) {
  if (!(await attack(target))) break;
}
process.disconnect();

async function attack({ name, valid, words, check, oneIn = 1 }: FuzzTarget): Promise<boolean> {
  const before = prototypes();
  const own = Reflect.ownKeys(Object.prototype).length;
  const options = { seed: Number(seed), count: Math.ceil(Number(count) / oneIn) };
  let input = 0;
  let slowestMs = 0;
  for (const bytes of mutations(valid, { ...options, ...(words && { words }) })) {
    input += 1;
    // Said before it is tried, so that whoever waits knows which one hangs.
    await say({ at: name, input });
    const start = process.cpuUsage();
    try {
      await check(bytes);
      assert.equal(Reflect.ownKeys(Object.prototype).length, own, 'Object.prototype was changed');
      if (input % LOOK_EVERY === 0) assert.deepEqual(prototypes(), before);
    } catch (error) {
      const shown = JSON.stringify(bytes.toString('latin1', 0, 2000));
      await say({ failed: `${name}, input ${input} of seed ${seed}: ${inspect(error)}\n${shown}` });
      return false;
    }
    const { user, system } = process.cpuUsage(start);
    slowestMs = Math.max(slowestMs, (user + system) / 1000);
  }
  assert.deepEqual(prototypes(), before);
  await say({ done: { name, inputs: input, slowestMs } });
  return true;
}

/** Without the global object, which Node fills as its parts are first used. */
function prototypes(): ReturnType<typeof hostState> {
  return Object.fromEntries(Object.entries(hostState()).filter(([name]) => name !== 'globalThis'));
}

function say(message: FuzzMessage): Promise<void> {
  return new Promise((resolve, reject) => {
    process.send?.(message, (error: Error | null) => (error ? reject(error) : resolve()));
  });
}
