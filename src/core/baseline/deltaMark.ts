import type { ClearDifference } from '../compare/comparisonSentence.js';

/** ▲ more, ▼ less, ≈ no clear difference: the words stand beside it or in the label. */
export function deltaMark(clear: ClearDifference): '▲' | '▼' | '≈' {
  return clear === 'none' ? '≈' : clear === 'better' ? '▲' : '▼';
}
