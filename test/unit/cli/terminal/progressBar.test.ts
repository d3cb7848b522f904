import assert from 'node:assert/strict';
import { progressLine, shareLine } from '../../../../src/cli/terminal/progressBar.js';

describe('progressLine', () => {
  const cases: readonly {
    name: string;
    progress: Parameters<typeof progressLine>[1];
    line: string;
  }[] = [
    { name: 'nothing known yet', progress: undefined, line: 'running' },
    {
      name: 'half of it, with rate and time left',
      progress: { done: 50, total: 100, errors: 0, rowsPerSecond: 5, leftMs: 10_000 },
      line: 'running  [████████████░░░░░░░░░░░░] 50/100  5.0 rows/s  10 s left',
    },
    {
      name: 'a total that the service does not say',
      progress: { done: 3, total: null, errors: 1 },
      line: 'running  3 rows  1 error',
    },
    {
      name: 'no row at all',
      progress: { done: 0, total: 0, errors: 0 },
      line: 'running  0 rows',
    },
  ];
  for (const { name, progress, line } of cases) {
    it(name, () => assert.equal(progressLine('running', progress), line));
  }
});

describe('shareLine', () => {
  const cases: readonly [name: string, share: number, count: number, ms: number, line: string][] = [
    ['nothing yet', 0, 0, 400, 'reading  [░░░░░░░░░░░░░░░░░░░░░░░░] 0 %'],
    [
      'a quarter of it',
      0.25,
      1204,
      10_000,
      'reading  [██████░░░░░░░░░░░░░░░░░░] 25 %  1,204 rows  30 s left',
    ],
    [
      'too little to tell how long it takes',
      0.01,
      2,
      400,
      'reading  [░░░░░░░░░░░░░░░░░░░░░░░░] 1 %  2 rows',
    ],
    ['all of it', 1, 5, 10_000, 'reading  [████████████████████████] 100 %  5 rows'],
  ];
  for (const [name, share, count, ms, line] of cases) {
    it(name, () => assert.equal(shareLine('reading', { share, count }, ms), line));
  }
});
