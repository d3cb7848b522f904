import { setTimeout as delay } from 'node:timers/promises';

/** A page hears this often how far the reading is. */
const TELL_MS = 200;

type PassState<T> =
  | { readonly is: 'reading'; readonly done: number; readonly total: number | null }
  | { readonly is: 'read'; readonly found: T }
  | { readonly is: 'failed'; readonly error: unknown };

/** One reading of a run's rows, which goes on while a page asks how far it is. */
export interface ReadingPass<T> {
  /** Of the rows that it was begun for. */
  readonly version: number;
  /** At this moment. */
  readonly state: PassState<T>;
  /** Once it has ended, or after a while. */
  soon(): Promise<PassState<T>>;
}

export function startPass<T>(
  version: number,
  read: (tell: (done: number, total: number | null) => void) => Promise<T>,
): ReadingPass<T> {
  let state: PassState<T> = { is: 'reading', done: 0, total: null };
  const ended = read((done, total) => (state = { is: 'reading', done, total })).then(
    (found) => {
      state = { is: 'read', found };
    },
    (error: unknown) => {
      state = { is: 'failed', error };
    },
  );
  return {
    version,
    get state() {
      return state;
    },
    async soon() {
      await Promise.race([ended, delay(TELL_MS)]);
      return state;
    },
  };
}

/** What a page hears of a reading: how far it is, or its view of what was found. Throws why it failed. */
export async function passReply<T, View>(
  pass: ReadingPass<T>,
  viewOf: (found: T) => Promise<View>,
): Promise<
  | { state: 'reading'; done: number; total: number | null }
  | { state: 'read'; version: number; view: View }
> {
  const state = await pass.soon();
  switch (state.is) {
    case 'failed':
      throw state.error;
    case 'reading':
      return { state: 'reading', done: state.done, total: state.total };
    case 'read':
      return { state: 'read', version: pass.version, view: await viewOf(state.found) };
  }
}
