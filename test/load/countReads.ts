import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

export interface ReadCounts {
  /** Paths of the files whose content was asked for since the start or the last `reset`, in turn. */
  readonly paths: readonly string[];
  reset(): void;
  /** Puts everything back. */
  stop(): void;
}

/** The functions through which this process opens files; the built-in module has no other hook. */
const PLACES = [
  { holder: fs.promises, names: ['readFile', 'open'] },
  // A stream opens its file through `open`.
  { holder: fs, names: ['readFile', 'readFileSync', 'open', 'openSync'] },
] as const;

/** Counts what this process reads of the files that `isCounted`, whoever reads. */
export function countReads(isCounted: (path: string) => boolean): ReadCounts {
  const paths: string[] = [];
  const restores = PLACES.flatMap(({ holder, names }) =>
    names.map((name) => {
      const before: unknown = Reflect.get(holder, name);
      if (typeof before !== 'function') throw new Error(`There is no ${name}.`);
      const counting = (...args: unknown[]): unknown => {
        const [path] = args;
        const text = path instanceof URL ? path.pathname : String(path);
        if (isCounted(text)) paths.push(text);
        return Reflect.apply(before, holder, args) as unknown;
      };
      Reflect.set(holder, name, counting);
      return () => Reflect.set(holder, name, before);
    }),
  );
  syncBuiltinESMExports();
  return {
    paths,
    reset: () => void (paths.length = 0),
    stop() {
      for (const restore of restores) restore();
      syncBuiltinESMExports();
    },
  };
}
