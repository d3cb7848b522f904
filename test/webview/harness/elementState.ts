import type { Locator } from 'playwright-core';

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

/** Looks again and again until a check holds; fails with what it saw last. */
export async function eventually<T>(
  look: () => Promise<T>,
  holds: (seen: T) => boolean,
): Promise<T> {
  const end = Date.now() + 5000;
  for (;;) {
    const seen = await look();
    if (holds(seen)) return seen;
    if (Date.now() > end) throw new Error(`It stayed ${JSON.stringify(seen)}.`);
    await new Promise((again) => setImmediate(again));
  }
}
