import assert from 'node:assert/strict';
import { isLoopback, isLoopbackName } from '../../../src/core/loopback.js';

describe('loopback', () => {
  const cases: readonly [host: string, address: boolean, name: boolean][] = [
    ['localhost', true, true],
    ['127.0.0.1', true, true],
    ['127.200.3.4', true, true],
    ['[::1]', true, true],
    ['model.localhost', false, true],
    ['127.evil.example', false, false],
    ['127.0.0.1.evil.example', false, false],
    ['localhost.evil.example', false, false],
    ['evillocalhost', false, false],
    ['10.0.0.1', false, false],
  ];
  for (const [host, address, name] of cases) {
    it(host, () => assert.deepEqual([isLoopback(host), isLoopbackName(host)], [address, name]));
  }
});
