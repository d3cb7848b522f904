// Imported first: kills this process at its n-th change of a file, `KILL_AT_STEP`. A write that is due
// then is cut in its middle.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const at = Number(process.env['KILL_AT_STEP'] ?? Infinity);
let steps = 0;

type Work = (...args: unknown[]) => Promise<unknown>;

function isDue(): boolean {
  steps += 1;
  return steps === at;
}

function die(): void {
  process.kill(process.pid, 'SIGKILL');
}

/** Puts a step before each of the methods. */
function count(methods: Record<string, Work>, names: readonly string[]): void {
  for (const name of names) {
    const original = methods[name];
    if (!original) throw new Error(`there is no ${name} to count`);
    methods[name] = async function (this: unknown, ...args) {
      if (isDue()) {
        const [data] = args;
        const isAppended = name === 'appendFile' && data instanceof Buffer;
        if (isAppended) await original.call(this, data.subarray(0, data.length / 2));
        die();
      }
      return original.call(this, ...args);
    };
  }
}

if (Number.isFinite(at)) {
  // Named exports and methods are looked up by name below; each is a function that gives a promise.
  const calls = fs.promises as unknown as Record<string, Work>;
  count(calls, ['link', 'mkdir', 'rename', 'rm', 'rmdir', 'truncate', 'writeFile']);
  syncBuiltinESMExports();
  const handle = await fs.promises.open(process.execPath);
  const methods = Object.getPrototypeOf(handle) as Record<string, Work>;
  await handle.close();
  count(methods, ['appendFile', 'datasync', 'sync', 'truncate', 'writeFile']);
}
