import type { Estimate } from '../runs/manifest.js';
import { invertPositive } from './invertPositive.js';
import { Z95 } from './z95.js';

/** Games of one pair of players; several entries of one pair add up. */
export interface Match {
  readonly a: string;
  readonly b: string;
  readonly a_wins: number;
  readonly b_wins: number;
  readonly ties: number;
}

interface Player {
  readonly name: string;
  /** Log-odds of winning against a player of mean strength. */
  readonly strength: Estimate;
  readonly games: number;
  /** Wins and half of the ties, of `games`. */
  readonly win_share: number;
}

const STEPS = 200;

/**
 * Strengths of players from games of pairs (Bradley and Terry 1952; Zermelo 1929), by maximum
 * likelihood: A beats B with the odds exp(strength A − strength B). They sum to 0. A tie is half a win
 * for each, which leaves intervals a little too wide where ties are many. Intervals: Wald's, from the
 * inverse of the information among strengths that sum to 0. Players come strongest first.
 *
 * `isConnected`: each player is linked to each other by a chain of wins or ties, in both directions
 * (Ford 1957). Else the likelihood has no maximum: some strength grows without end, or groups that
 * never met have no common scale. Each player is then given one tied game more, against an imaginary
 * one of strength 0, which keeps the figures finite and their intervals wide.
 */
export function bradleyTerry(matches: readonly Match[]): {
  readonly players: readonly Player[];
  readonly isConnected: boolean;
} {
  const names = [...new Set(matches.flatMap(({ a, b }) => [a, b]))];
  const wins = winTable(matches, names);
  const isConnected = isStronglyConnected(wins);
  const { strengths, errors } = maximise(wins, isConnected ? 0 : 1);
  const players = names.map((name, index) => {
    const value = strengths[index] ?? 0;
    const reach = Z95 * (errors[index] ?? 0);
    const won = sum(wins[index] ?? []);
    const games = won + sum(wins.map((row) => row[index] ?? 0));
    return {
      name,
      strength: {
        value,
        low: value - reach,
        high: value + reach,
        method: 'bradley-terry',
        n: games,
      },
      games,
      win_share: games === 0 ? 0 : won / games,
    };
  });
  players.sort((a, b) => b.strength.value - a.strength.value);
  return { players, isConnected };
}

/** `wins[i][j]`: how often i beat j, ties as halves. */
function winTable(matches: readonly Match[], names: readonly string[]): number[][] {
  const places = new Map(names.map((name, index) => [name, index]));
  const wins = names.map(() => names.map(() => 0));
  const add = (winner: string, loser: string, count: number) => {
    const row = wins[places.get(winner) ?? -1];
    const column = places.get(loser) ?? -1;
    if (row && winner !== loser) row[column] = (row[column] ?? 0) + count;
  };
  for (const { a, b, a_wins: aWins, b_wins: bWins, ties } of matches) {
    add(a, b, aWins + ties / 2);
    add(b, a, bWins + ties / 2);
  }
  return wins;
}

function isStronglyConnected(wins: readonly (readonly number[])[]): boolean {
  const reaches = (won: (from: number, to: number) => number) => {
    const met = new Set([0]);
    for (const from of met) {
      wins.forEach((_, to) => {
        if (won(from, to) > 0) met.add(to);
      });
    }
    return met.size >= wins.length;
  };
  return (
    reaches((from, to) => wins[from]?.[to] ?? 0) && reaches((from, to) => wins[to]?.[from] ?? 0)
  );
}

/** Newton's steps on the concave likelihood, halved where they overshoot. */
function maximise(
  wins: readonly (readonly number[])[],
  imaginary: number,
): { readonly strengths: readonly number[]; readonly errors: readonly number[] } {
  const k = wins.length;
  let strengths = wins.map(() => 0);
  let inverse: readonly (readonly number[])[] = [];
  let height = likelihood(wins, strengths, imaginary);
  for (let step = 0; step < STEPS; step += 1) {
    const { slopes, information } = derivatives(wins, strengths, imaginary);
    // 1/k in each cell fixes the sum, which the games leave open; it is taken off again below.
    inverse = invertPositive(information.map((row) => row.map((cell) => cell + 1 / k)));
    const move = inverse.map((row) => sum(row.map((cell, index) => cell * (slopes[index] ?? 0))));
    let length = 1;
    let next = strengths;
    let higher = height;
    for (; length > 1e-6; length /= 2) {
      next = strengths.map((value, index) => value + length * (move[index] ?? 0));
      higher = likelihood(wins, next, imaginary);
      if (higher >= height) break;
    }
    const middle = sum(next) / k;
    strengths = next.map((value) => value - middle);
    height = higher;
    if (Math.max(...move.map(Math.abs)) < 1e-10) break;
  }
  const fixed = imaginary === 0 ? 1 / k : 0;
  return {
    strengths,
    errors: inverse.map((row, index) => Math.sqrt(Math.max(0, (row[index] ?? 0) - fixed))),
  };
}

function likelihood(
  wins: readonly (readonly number[])[],
  strengths: readonly number[],
  imaginary: number,
): number {
  let total = 0;
  wins.forEach((row, i) => {
    const own = strengths[i] ?? 0;
    row.forEach((count, j) => {
      if (count > 0) total -= count * Math.log1p(Math.exp((strengths[j] ?? 0) - own));
    });
    total -= (imaginary / 2) * (Math.log1p(Math.exp(own)) + Math.log1p(Math.exp(-own)));
  });
  return total;
}

function derivatives(
  wins: readonly (readonly number[])[],
  strengths: readonly number[],
  imaginary: number,
): { readonly slopes: readonly number[]; readonly information: readonly number[][] } {
  const slopes = wins.map(() => 0);
  const information = wins.map(() => wins.map(() => 0));
  const add = (i: number, j: number, weight: number) => {
    const row = information[i];
    if (row) row[j] = (row[j] ?? 0) + weight;
  };
  wins.forEach((row, i) => {
    const own = strengths[i] ?? 0;
    row.forEach((won, j) => {
      const games = won + (wins[j]?.[i] ?? 0);
      if (i === j || games === 0) return;
      const share = 1 / (1 + Math.exp((strengths[j] ?? 0) - own));
      slopes[i] = (slopes[i] ?? 0) + won - games * share;
      add(i, i, games * share * (1 - share));
      add(i, j, -games * share * (1 - share));
    });
    const share = 1 / (1 + Math.exp(-own));
    slopes[i] = (slopes[i] ?? 0) + imaginary * (0.5 - share);
    add(i, i, imaginary * share * (1 - share));
  });
  return { slopes, information };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
