import assert from 'node:assert/strict';
import { UserError } from '../../../../src/core/userError.js';
import { createAccountProfiles } from '../../../../src/ui/accounts/accountProfiles.js';
import type { ConsentQuestion } from '../../../../src/ui/secrets/keyConsents.js';
import type { KeyMemory, KeyVault } from '../../../../src/ui/secrets/keyMemory.js';
import { createSecretKeys } from '../../../../src/ui/secrets/secretKeys.js';

export const SERVICE = 'https://service.example';
export const OTHER = 'https://other.example';

export interface Stage {
  readonly env?: Record<string, string>;
  readonly allow?: boolean;
  readonly chosenByUser?: boolean;
  readonly trusted?: boolean;
  readonly service?: string;
}

/** Storage in memory. */
export function memoryOf(values = new Map<string, unknown>()): KeyMemory {
  return {
    get: (key) => values.get(key),
    update: (key, value) => {
      // As VS Code keeps it: JSON.
      const kept: unknown = value === undefined ? undefined : JSON.parse(JSON.stringify(value));
      return Promise.resolve(void values.set(key, kept));
    },
  };
}

export function vaultOf(stored = new Map<string, string>()): KeyVault {
  return {
    get: (key) => Promise.resolve(stored.get(key)),
    store: (key, value) => Promise.resolve(void stored.set(key, value)),
    delete: (key) => Promise.resolve(void stored.delete(key)),
  };
}

/** The keys of an editor, with all that is kept and asked in sight. */
export function keyStage(stage: Stage = {}) {
  const { env = {}, chosenByUser = true, trusted = true, service = SERVICE } = stage;
  const stored = new Map<string, string>();
  const memory = new Map<string, unknown>();
  const workspace = new Map<string, unknown>();
  const questions: ConsentQuestion[] = [];
  const answers = { allow: stage.allow ?? true };
  let ids = 0;
  const ports = { secrets: vaultOf(stored), memory: memoryOf(memory) };
  const accounts = createAccountProfiles({
    ...ports,
    workspace: memoryOf(workspace),
    newId: () => `id-${(ids += 1)}`,
    now: () => 1000,
  });
  const keys = createSecretKeys({
    ...ports,
    accounts,
    env,
    service: () => ({ origin: service, chosenByUser }),
    mayUse: (question) => {
      questions.push(question);
      return Promise.resolve(answers.allow);
    },
    trusted: () => trusted,
  });
  return { keys, accounts, questions, memory, workspace, stored, answers };
}

/** The failure as kind and message. */
export async function failure(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof UserError) return `${error.kind}: ${error.message}`;
    throw error;
  }
  throw new assert.AssertionError({ message: 'expected a failure' });
}
