import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

let collect: (() => void) | undefined;

/** Bytes of the heap that are in use when everything that nobody holds is gone. */
export async function collectGarbage(): Promise<number> {
  collect ??= exposed();
  // What finalizers and closed handles hold goes with a later turn.
  for (let turn = 0; turn < 4; turn += 1) {
    collect();
    await setImmediate();
  }
  return process.memoryUsage().heapUsed;
}

/** The collector by hand, in a process that was not started with the flag. */
function exposed(): () => void {
  setFlagsFromString('--expose-gc');
  const found: unknown = runInNewContext('gc');
  if (typeof found !== 'function') throw new Error('This Node has no collector to call.');
  return () => void Reflect.apply(found, undefined, []);
}
