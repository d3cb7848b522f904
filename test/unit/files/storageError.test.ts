import assert from 'node:assert/strict';
import { UserError } from '../../../src/core/userError.js';
import { storageError } from '../../../src/files/storageError.js';

function failure(code: string): Error {
  return Object.assign(new Error(`${code}: raw text of the system`), { code });
}

describe('storageError', () => {
  const cases = [
    ['ENOENT', 'not_found', /no such file/],
    ['ENOSPC', 'storage', /disk is full; free/],
    ['EROFS', 'storage', /read-only; choose/],
    ['EACCES', 'storage', /permission denied; change/],
    ['EXYZ', 'storage', /EXYZ; check/],
  ] as const;
  for (const [code, kind, message] of cases) {
    it(`${code} is said as ${kind} with a way out`, () => {
      const error = storageError(failure(code), { doing: 'write', path: '/data/x.json' });
      assert.ok(error instanceof UserError);
      assert.equal(error.kind, kind);
      assert.match(error.message, message);
      assert.match(error.message, /^Could not write \/data\/x\.json: .*\.$/);
    });
  }

  it('the caller chooses the kinds', () => {
    const fault = { doing: 'read', path: '/d.csv', missing: 'dataset', other: 'dataset' } as const;
    for (const code of ['ENOENT', 'EACCES']) {
      const error = storageError(failure(code), fault);
      assert.ok(error instanceof UserError);
      assert.equal(error.kind, 'dataset');
    }
  });

  it('what is no fault of the file system passes through', () => {
    const fault = { doing: 'read', path: '/d.csv' };
    const said = new UserError('spec', 'said already');
    const other = Object.assign(new Error('x'), { code: 'ERR_SOMETHING' });
    for (const error of [said, other, undefined, new Error('y')]) {
      assert.equal(storageError(error, fault), error);
    }
  });
});
