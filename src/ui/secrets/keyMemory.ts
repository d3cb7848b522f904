/** Encrypted storage: values of keys, never anything else. */
export interface KeyVault {
  get(key: string): PromiseLike<string | undefined>;
  store(key: string, value: string): PromiseLike<void>;
  delete(key: string): PromiseLike<void>;
}

/** Plain storage: names, origins and consents, never a value. */
export interface KeyMemory {
  get(key: string): unknown;
  update(key: string, value: unknown): PromiseLike<void>;
}
