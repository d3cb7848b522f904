import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import { setTimeout as pause } from 'node:timers/promises';
import type { Locator, Page } from 'playwright-core';

interface Scrolling {
  scrollTop: number;
}

export function scrollTopOf(place: Locator): Promise<number> {
  return place.evaluate((element: Scrolling): number => element.scrollTop);
}

export async function scrollTo(place: Locator, top: number): Promise<void> {
  await place.evaluate((element: Scrolling, to: number): void => {
    element.scrollTop = to;
  }, top);
}

export function hasFocus(place: Locator): Promise<boolean> {
  return place.evaluate((element: { matches(selector: string): boolean }): boolean =>
    element.matches(':focus'),
  );
}

/** Milliseconds that a view may take to get somewhere, on a machine that others keep busy. */
export const patienceMs = 15_000;

/** Looks again and again until a check holds; fails with what it saw last. */
export async function eventually<T>(
  look: () => T | Promise<T>,
  holds: (seen: T) => boolean,
): Promise<T> {
  const { seen, isSo } = await lookUntil(look, holds);
  if (!isSo) throw new Error(`It stayed ${JSON.stringify(seen)}.`);
  return seen;
}

/** Looks again and again until it sees what is expected; fails with how the last look differs. */
export async function becomes<T>(look: () => T | Promise<T>, expected: T): Promise<void> {
  const { seen } = await lookUntil(look, (one) => isDeepStrictEqual(one, expected));
  assert.deepEqual(seen, expected);
}

/** Waits until what was told to the page before is done with and drawn. */
export async function frameLater(page: Page): Promise<void> {
  await page.evaluate('new Promise((done) => requestAnimationFrame(() => setTimeout(done)))');
}

async function lookUntil<T>(
  look: () => T | Promise<T>,
  holds: (seen: T) => boolean,
): Promise<{ readonly seen: T; readonly isSo: boolean }> {
  const end = performance.now() + patienceMs;
  for (;;) {
    const seen = await look();
    if (holds(seen)) return { seen, isSo: true };
    if (performance.now() > end) return { seen, isSo: false };
    // The page needs the processor that looking takes.
    await pause(5);
  }
}
