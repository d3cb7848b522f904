import type { Estimate } from '../../core/runs/manifest.js';
import { grouped } from '../../core/stats/figures.js';

/** How each interval is made, by its name in `Estimate`. */
const METHODS: Readonly<Record<string, string>> = {
  wilson: '95 % interval by Wilson’s score method',
  'wilson-effective':
    '95 % interval by Wilson’s score method, for as many trials as the rows are worth',
  t: '95 % interval by Student’s t',
  bca: '95 % interval by the BCa bootstrap',
  range: 'One row tells nothing of the spread: the interval is the whole scale',
};

/** What an estimate is over, and how its interval is made: for the tooltip of a figure. */
export function estimateTitle({ n, method }: Estimate): string {
  const how = METHODS[method] ?? `95 % interval (${method})`;
  return n === undefined
    ? `${how}.`
    : `n = ${grouped(n)} judged ${n === 1 ? 'row' : 'rows'}. ${how}.`;
}
