import type * as vscode from 'vscode';

/**
 * The specs whose previews are open, as the workspace remembers them. VS Code writes its layout once
 * a minute and as a window goes, which a browser may cut off: a preview that was just opened is lost
 * then, unless it is opened again.
 */
interface OpenPreviews {
  opened(spec: string): void;
  closed(spec: string): void;
  /** The spec that was opened last and isn't among these. */
  last(others: ReadonlySet<string>): string | undefined;
  /** Specs that were opened so shortly before this start that the layout may not know of them. */
  justOpened(): readonly string[];
}

const KEY = 'gavel.openPreviews';
/** Twice the time between two writings of the layout. */
const RECENT_MS = 120_000;

export function createOpenPreviews(
  memory: Pick<vscode.Memento, 'get' | 'update'>,
  now: () => number,
): OpenPreviews {
  const read = (): readonly (readonly [spec: string, openedAt: number])[] => {
    const stored = memory.get<unknown>(KEY);
    const entries = typeof stored === 'object' && stored !== null ? Object.entries(stored) : [];
    return entries.flatMap(([spec, at]) => (typeof at === 'number' ? [[spec, at] as const] : []));
  };
  const write = (entries: readonly (readonly [string, number])[]) =>
    void memory.update(KEY, Object.fromEntries(entries));
  const without = (spec: string) => read().filter(([other]) => other !== spec);
  return {
    opened: (spec) => write([...without(spec), [spec, now()]]),
    closed: (spec) => write(without(spec)),
    last: (others) => read().findLast(([spec]) => !others.has(spec))?.[0],
    justOpened: () =>
      read()
        .filter(([, openedAt]) => now() - openedAt < RECENT_MS)
        .map(([spec]) => spec),
  };
}
