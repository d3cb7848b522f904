import assert from 'node:assert/strict';
import { bradleyTerry } from '../../../../src/core/stats/bradleyTerry.js';

describe('bradleyTerry', () => {
  it('says that strengths have no common scale, and stays finite', () => {
    const apart = bradleyTerry([
      { a: 'x', b: 'y', a_wins: 30, b_wins: 0, ties: 0 },
      { a: 'v', b: 'w', a_wins: 5, b_wins: 5, ties: 0 },
    ]);
    assert.equal(apart.isConnected, false);
    assert.deepEqual(
      apart.players.map(({ name, games, win_share: share }) => [name, games, share]),
      [
        ['x', 30, 1],
        ['v', 10, 0.5],
        ['w', 10, 0.5],
        ['y', 30, 0],
      ],
    );
    for (const { strength } of apart.players) {
      assert.ok(Number.isFinite(strength.low) && strength.low < strength.high);
    }
  });

  it('adds up entries of one pair, whichever way round, and counts a tie as half a win', () => {
    const once = bradleyTerry([{ a: 'x', b: 'y', a_wins: 12, b_wins: 6, ties: 2 }]);
    const twice = bradleyTerry([
      { a: 'x', b: 'y', a_wins: 10, b_wins: 2, ties: 2 },
      { a: 'y', b: 'x', a_wins: 4, b_wins: 2, ties: 0 },
    ]);
    assert.deepEqual(once, twice);
    const [first] = once.players;
    assert.deepEqual([first?.name, first?.games, first?.win_share], ['x', 20, 0.65]);
    assert.ok(Math.abs((first?.strength.value ?? 0) - Math.log(13 / 7) / 2) < 1e-9);
  });
});
