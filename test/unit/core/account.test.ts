import assert from 'node:assert/strict';
import { accountText, isOtherAccount } from '../../../src/core/account.js';
import type { Account } from '../../../src/core/account.js';

describe('accountText', () => {
  const cases: readonly [string, Account, string | undefined][] = [
    ['names', { organization: 'acme', project: 'evals', projectSlug: 'e' }, 'acme · evals'],
    ['ids where there are no names', { organizationId: 'org-1', projectId: 'p-1' }, 'org-1 · p-1'],
    ['a slug before an id', { projectSlug: 'evals', projectId: 'p-1' }, 'evals'],
    ['nobody', { keyId: 'key-1' }, undefined],
  ];
  for (const [name, account, expected] of cases) {
    it(name, () => assert.equal(accountText(account), expected));
  }
});

describe('isOtherAccount', () => {
  const cases: readonly [string, Account, Account, boolean][] = [
    ['another project id', { projectId: 'a' }, { projectId: 'b' }, true],
    [
      'the same ids under new names',
      { projectId: 'a', project: 'x' },
      { projectId: 'a', project: 'y' },
      false,
    ],
    [
      'another organization with a project of the same slug',
      { organizationId: 'a', projectSlug: 'default' },
      { organizationId: 'b', projectSlug: 'default' },
      true,
    ],
    [
      'names alone',
      { organization: 'acme', project: 'x' },
      { organization: 'acme', project: 'y' },
      true,
    ],
    [
      'another key of the same project',
      { projectId: 'a', keyId: '1' },
      { projectId: 'a', keyId: '2' },
      false,
    ],
    ['one of which nothing is known', { projectId: 'a' }, {}, false],
    ['what can not be compared', { projectId: 'a' }, { projectSlug: 'b' }, false],
  ];
  for (const [name, one, other, expected] of cases) {
    it(name, () => {
      assert.equal(isOtherAccount(one, other), expected);
      assert.equal(isOtherAccount(other, one), expected);
    });
  }
});
