import type { DatasetRow } from '../../core/dataset/dataset.js';
import { contentKey } from '../../core/dataset/rows/contentKey.js';
import { inSlices } from './inSlices.js';
import type { Pauses } from './inSlices.js';

/** A row that a person wants to come back to: by its number, and by its content when rows move. */
interface Pin {
  readonly row: number;
  readonly content: string;
}

/** Where pins are kept: the workspace's own storage. */
export interface PinStore {
  get(key: string): unknown;
  update(key: string, value: unknown): PromiseLike<void>;
}

const KEY = 'gavel.previewPins';

export function readPin(store: PinStore, spec: string): Pin | null {
  const pin = allPins(store)[spec];
  return typeof pin === 'object' && pin !== null && 'row' in pin && 'content' in pin
    ? (pin as Pin) // written below and nowhere else
    : null;
}

export async function writePin(store: PinStore, spec: string, pin: Pin | null): Promise<void> {
  const pins = new Map(Object.entries(allPins(store)));
  if (pin) pins.set(spec, pin);
  else pins.delete(spec);
  await store.update(KEY, Object.fromEntries(pins));
}

function allPins(store: PinStore): Record<string, unknown> {
  const stored = store.get(KEY);
  return typeof stored === 'object' && stored !== null ? (stored as Record<string, unknown>) : {};
}

export function pinOf({ row, values }: DatasetRow): Pin {
  return { row, content: contentKey(values, Object.keys(values)) };
}

/** The pin at the row that has its content now; null where no row has. */
export async function findPinned(
  pin: Pin,
  rows: { at(row: number): Promise<DatasetRow | undefined>; all(): AsyncIterable<DatasetRow> },
  work: { readonly pauses: Pauses; readonly signal: AbortSignal },
): Promise<Pin | null> {
  const there = await rows.at(pin.row);
  if (there && pinOf(there).content === pin.content) return pin;
  let found: Pin | null = null;
  const visit = (row: DatasetRow): boolean => {
    const candidate = pinOf(row);
    if (candidate.content !== pin.content) return true;
    found = candidate;
    return false;
  };
  await inSlices(rows.all(), visit, work);
  return found;
}
