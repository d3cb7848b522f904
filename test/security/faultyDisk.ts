import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { sep } from 'node:path';

/** What a file system is asked that may fail. */
export type DiskCall = 'open' | 'mkdir' | 'rename' | 'link' | 'write' | 'sync';

export interface DiskFault {
  /** As the system names it, e.g. `ENOSPC`. */
  readonly code: string;
  /** The calls that meet it; of a write half of the bytes are written before. */
  readonly calls: readonly DiskCall[];
  /** Which of them is the first to fail, from 1. */
  readonly at: number;
  /** Whether only that one fails, and all after it go well. */
  readonly once: boolean;
}

type Work = (...args: unknown[]) => unknown;
type Back = (error: Error) => void;

/**
 * Lets changes of files below a folder fail, for this process, until `remove` is called. Reading and
 * removing go well. `isMet`: whether a call has failed by now.
 */
export async function failDisk(
  root: string,
  fault: DiskFault,
): Promise<{ isMet(): boolean; remove(): void }> {
  let calls = 0;
  const undo: (() => void)[] = [];
  const opened = new WeakSet<object>();
  const descriptors = new Set<number>();

  const isBelow = (path: unknown): boolean =>
    typeof path === 'string' && (path === root || path.startsWith(root + sep));
  const fails = (call: DiskCall): boolean => {
    if (!fault.calls.includes(call)) return false;
    calls += 1;
    return fault.once ? calls === fault.at : calls >= fault.at;
  };
  const failure = (): Error =>
    Object.assign(new Error(`${fault.code}: made to fail`), { code: fault.code });
  const patch = (methods: object, name: string, make: (original: Work) => Work): void => {
    // Methods are looked up by name; each of those below is a function.
    const table = methods as Record<string, Work>;
    const original = table[name];
    if (!original) throw new Error(`there is no ${name}`);
    undo.push(() => (table[name] = original));
    table[name] = make(original);
  };

  const handle = await fs.promises.open(process.execPath);
  const prototype = Object.getPrototypeOf(handle) as object;
  await handle.close();

  for (const name of ['mkdir', 'rename', 'link'] as const) {
    patch(fs.promises, name, (original) => async (...args) => {
      if (args.some(isBelow) && fails(name)) throw failure();
      return await original(...args);
    });
  }
  patch(fs.promises, 'open', (original) => async (...args) => {
    const [path, flags = 'r'] = args;
    if (!isToRead(flags) && isBelow(path) && fails('open')) throw failure();
    const made = (await original(...args)) as object;
    if (isBelow(path)) opened.add(made);
    return made;
  });
  patch(fs.promises, 'writeFile', (original) => async (...args) => {
    const [path, data, options] = args;
    if (!isBelow(path)) return original(...args);
    if (fails('open')) throw failure();
    if (!fails('write')) return original(...args);
    await original(path, String(data).slice(0, String(data).length / 2), options);
    throw failure();
  });
  for (const name of ['appendFile', 'writeFile', 'write']) {
    patch(
      prototype,
      name,
      (original) =>
        async function (this: object, ...args) {
          if (!opened.has(this) || !fails('write')) return original.apply(this, args);
          const [data] = args;
          const bytes = Buffer.from(data as string | Uint8Array);
          if (name === 'write') {
            // A buffer, where from, how many, and where to.
            const [, from, length, ...rest] = args as [Buffer, number, number];
            await original.call(this, data, from, Math.floor(length / 2), ...rest);
          } else await original.call(this, bytes.subarray(0, bytes.length / 2));
          throw failure();
        },
    );
  }
  for (const name of ['sync', 'datasync']) {
    patch(
      prototype,
      name,
      (original) =>
        async function (this: object, ...args) {
          if (opened.has(this) && fails('sync')) throw failure();
          return await original.apply(this, args);
        },
    );
  }
  // What streams write with.
  patch(fs, 'open', (original) => (...args) => {
    const [path, flags] = args;
    const back = args.at(-1) as (error: Error | null, fd?: number) => void;
    if (!isToRead(flags) && isBelow(path) && fails('open')) {
      process.nextTick(back, failure());
      return;
    }
    original(...args.slice(0, -1), (error: Error | null, fd?: number) => {
      if (fd !== undefined && isBelow(path)) descriptors.add(fd);
      back(error, fd);
    });
  });
  patch(fs, 'close', (original) => (...args) => {
    descriptors.delete(args[0] as number);
    return original(...args);
  });
  for (const name of ['write', 'writev']) {
    patch(fs, name, (original) => (...args) => {
      const isOurs = descriptors.has(args[0] as number);
      if (isOurs && fails('write')) process.nextTick(args.at(-1) as Back, failure());
      else original(...args);
    });
  }
  syncBuiltinESMExports();
  return {
    isMet: () => calls >= fault.at,
    remove() {
      for (const each of undo) each();
      syncBuiltinESMExports();
    },
  };
}

function isToRead(flags: unknown): boolean {
  const { O_WRONLY, O_RDWR } = fs.constants;
  return flags === 'r' || (typeof flags === 'number' && (flags & (O_WRONLY | O_RDWR)) === 0);
}
