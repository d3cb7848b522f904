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
