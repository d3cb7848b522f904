import { proven, type Proof } from '../proofs.js';
import { inputsOf, runFuzz, type FuzzedTarget } from './runFuzz.js';

/** What the targets of a module show, and how many inputs of each are tried on every change. */
export interface FuzzClaim extends Pick<Proof, 'area' | 'claim'> {
  /** Name of a file in this folder, without its ending. */
  readonly module: string;
  readonly count: number;
}

export interface FuzzProof {
  /** The file that proves it, from the root of the project. */
  readonly test: string;
  readonly seed: number;
  /** A soak tries so many times as many inputs, and says how long the slowest took. */
  readonly times?: number;
}

/** One test for each claim. */
export function proveFuzz(claims: readonly FuzzClaim[], { test, seed, times }: FuzzProof): void {
  for (const { module, count, area, claim } of claims) {
    it(claim, async () => {
      const path = new URL(`./${module}.ts`, import.meta.url);
      const fuzzed = await runFuzz(path, { seed, count: count * (times ?? 1) });
      const slowest = times === undefined ? '' : `; at most ${slowestMs(fuzzed)} ms for one`;
      const names = fuzzed.map(({ name }) => name).join(', ');
      const figure = `${inputsOf(fuzzed)} inputs of ${fuzzed.length} kinds (${names})${slowest}`;
      proven({ area, claim, test, figure });
    });
  }
}

function slowestMs(fuzzed: readonly FuzzedTarget[]): string {
  return Math.ceil(Math.max(...fuzzed.map(({ slowestMs }) => slowestMs))).toLocaleString('en-US');
}
