import assert from 'node:assert/strict';
import { withoutSelection } from '../../../../src/ui/commands/withoutSelection.js';

const [run, other] = [{ id: 'a' }, { id: 'b' }];
const options = { format: 'md' };

describe('the arguments of a command', () => {
  const cases: readonly [name: string, given: readonly unknown[], taken: readonly unknown[]][] = [
    ['none from the palette', [], [undefined, undefined]],
    ['one from a menu', [run], [run, undefined]],
    ['options from a caller', [run, options], [run, options]],
    ['lines selected in a tree, which are no options', [run, [run, other]], [run, undefined]],
    ['one line selected', [run, [run]], [run, undefined]],
    ['a number, as a row is named', [run, 2], [run, 2]],
    ['several runs, which stand first', [[run, other]], [[run, other], undefined]],
    ['what comes behind', [run, [run], 'more'], [run, undefined, 'more']],
  ];
  for (const [name, given, taken] of cases) {
    it(name, () => {
      const before = [...given];
      assert.deepEqual(withoutSelection(given), taken);
      assert.deepEqual(given, before);
    });
  }
});
