/** How fast rows end. */
interface PaceMeter {
  /** So many rows have ended just now. */
  add(rows: number): void;
  /** Rows a second over the last half a minute; 0 before there is any. */
  perSecond(): number;
}

const WINDOW_MS = 30_000;
/** A pace of less time says little. */
const LEAST_MS = 500;
const SLOT_MS = 1000;

/** Rows that a resumed run had before do not count. */
export function createPaceMeter(now: () => number): PaceMeter {
  const startedAt = now();
  let slots: { readonly at: number; rows: number }[] = [];

  return {
    add(rows) {
      const at = now();
      const last = slots.at(-1);
      if (last && at - last.at < SLOT_MS) last.rows += rows;
      else slots.push({ at, rows });
      if (slots.length > 2 * (WINDOW_MS / SLOT_MS))
        slots = slots.filter((slot) => at - slot.at <= WINDOW_MS);
    },
    perSecond() {
      const at = now();
      const recent = slots.filter((slot) => at - slot.at <= WINDOW_MS);
      const rows = recent.reduce((sum, slot) => sum + slot.rows, 0);
      const ms = Math.min(at - startedAt, WINDOW_MS);
      return ms < LEAST_MS ? 0 : (rows * 1000) / ms;
    },
  };
}
