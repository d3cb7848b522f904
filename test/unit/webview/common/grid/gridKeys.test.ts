import assert from 'node:assert/strict';
import { gridKey } from '../../../../../src/webview/common/grid/gridKeys.js';
import type { GridKey, GridPlace } from '../../../../../src/webview/common/grid/gridKeys.js';

const extent = { rows: 1000, columns: 8, screen: 30, byCell: true };
const plain = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };

/** `ctrl+shift+End` as the browser tells it. */
function stroke(keys: string) {
  const parts = keys.split('+');
  return {
    key: parts.at(-1) ?? '',
    ctrlKey: parts.includes('ctrl'),
    metaKey: parts.includes('cmd'),
    altKey: parts.includes('alt'),
    shiftKey: parts.includes('shift'),
  };
}

describe('gridKey', () => {
  const moves: [keys: string, at: GridPlace, to: GridPlace][] = [
    ['ArrowDown', { row: 4, column: 2 }, { row: 5, column: 2 }],
    ['ArrowDown', { row: null, column: null }, { row: 0, column: 0 }],
    ['ArrowDown', { row: 999, column: 2 }, { row: 999, column: 2 }],
    ['ArrowUp', { row: 0, column: 2 }, { row: 0, column: 2 }],
    ['j', { row: 4, column: 2 }, { row: 5, column: 2 }],
    ['k', { row: 4, column: 2 }, { row: 3, column: 2 }],
    ['PageDown', { row: 4, column: 2 }, { row: 34, column: 2 }],
    ['PageUp', { row: 4, column: 2 }, { row: 0, column: 2 }],
    ['ctrl+ArrowDown', { row: 4, column: 2 }, { row: 999, column: 2 }],
    ['cmd+ArrowUp', { row: 4, column: 2 }, { row: 0, column: 2 }],
    ['ArrowRight', { row: 4, column: 2 }, { row: 4, column: 3 }],
    ['ArrowRight', { row: 4, column: 7 }, { row: 4, column: 7 }],
    ['ArrowLeft', { row: 4, column: 0 }, { row: 4, column: 0 }],
    ['ctrl+ArrowRight', { row: 4, column: 2 }, { row: 4, column: 7 }],
    ['ctrl+ArrowLeft', { row: 4, column: 2 }, { row: 4, column: 0 }],
    ['Home', { row: 4, column: 2 }, { row: 4, column: 0 }],
    ['End', { row: 4, column: 2 }, { row: 4, column: 7 }],
    ['End', { row: null, column: null }, { row: 0, column: 7 }],
    ['ctrl+Home', { row: 4, column: 2 }, { row: 0, column: 2 }],
    ['ctrl+End', { row: 4, column: 2 }, { row: 999, column: 2 }],
  ];
  for (const [keys, at, to] of moves) {
    it(`goes from ${at.row},${at.column} to ${to.row},${to.column} by ${keys}`, () => {
      assert.deepEqual(gridKey(stroke(keys), at, extent), { kind: 'move', to, extend: false });
    });
  }

  it('extends by Shift', () => {
    const at = { row: 4, column: 2 };
    const to = { row: 34, column: 2 };
    assert.deepEqual(gridKey(stroke('shift+PageDown'), at, extent), {
      kind: 'move',
      to,
      extend: true,
    });
  });

  it('knows rows alone where a table does', () => {
    const rows = { ...extent, byCell: false };
    const by = (key: string, at: GridPlace) => gridKey({ ...plain, key }, at, rows);
    const move = (to: GridPlace): GridKey => ({ kind: 'move', to, extend: false });
    assert.deepEqual(by('ArrowDown', { row: null, column: null }), move({ row: 0, column: null }));
    assert.deepEqual(by('End', { row: 4, column: null }), move({ row: 999, column: null }));
    assert.deepEqual(by('ArrowRight', { row: 4, column: null }), move({ row: 4, column: 0 }));
    assert.deepEqual(by('ArrowLeft', { row: 4, column: 0 }), move({ row: 4, column: null }));
  });

  const others: [keys: string, meaning: GridKey | null][] = [
    ['Enter', { kind: 'open' }],
    [' ', { kind: 'toggle' }],
    ['Escape', { kind: 'clear' }],
    ['ctrl+a', { kind: 'selectAll' }],
    ['ContextMenu', { kind: 'menu' }],
    ['shift+F10', { kind: 'menu' }],
    ['F10', null],
    ['[', { kind: 'resize', by: -24 }],
    [']', { kind: 'resize', by: 24 }],
    ['=', { kind: 'fit' }],
    ['x', null],
    ['ctrl+c', null],
    ['alt+ArrowDown', null],
  ];
  for (const [keys, meaning] of others) {
    it(`takes ${keys === ' ' ? 'Space' : keys} as ${meaning?.kind ?? 'nothing'}`, () => {
      assert.deepEqual(gridKey(stroke(keys), { row: 4, column: 2 }, extent), meaning);
    });
  }

  it('goes nowhere where there are no rows', () => {
    const empty = { ...extent, rows: 0 };
    assert.equal(gridKey(stroke('ArrowDown'), { row: null, column: null }, empty), null);
  });
});
