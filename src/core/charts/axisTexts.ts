import type { Mark } from './chart.js';
import { roomFor } from './chartText.js';

/** Texts below an axis, those that have room beside each other. `middles`: ascending; `y`: their middle. */
export function axisTexts(texts: readonly string[], middles: readonly number[], y: number): Mark[] {
  const shown = roomFor(texts, middles);
  return texts.flatMap((text, index): Mark[] => {
    const x = middles[index];
    if (x === undefined || shown[index] !== true) return [];
    return [{ kind: 'text', x, y, text, anchor: 'middle', ink: 'muted' }];
  });
}
