/** How an endpoint wants to be asked; found out by asking. */
export interface Dialect {
  readonly format: 'json_schema' | 'json_object' | 'none';
  readonly limit: 'max_tokens' | 'max_completion_tokens';
  readonly temperature: 'sent' | 'left out';
  readonly seed: 'sent' | 'left out';
}

export const FIRST_DIALECT: Dialect = {
  format: 'json_schema',
  limit: 'max_tokens',
  temperature: 'sent',
  seed: 'sent',
};

/** Port: what was found out about endpoints in earlier runs. Never throws. */
export interface DialectStore {
  /** By `<url> <model>`. */
  load(): Promise<Readonly<Record<string, Dialect>>>;
  save(speaker: string, dialect: Dialect): Promise<void>;
}
