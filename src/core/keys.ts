import { UserError } from './userError.js';

/** Who asks for a key, as a person is told. */
export interface KeyAsker {
  /** As the spec names it, e.g. `openai/gpt-5`. */
  readonly model: string;
  /** The spec's file, absolute, or its name. */
  readonly spec?: string;
  /** Columns of the dataset that go there; absent where no row does. */
  readonly columns?: readonly string[];
}

/** There is no such key, or it may not go where it is wanted: whoever asks again may ask a person again. */
export class NoKey extends UserError {
  constructor(message: string) {
    super('auth', message);
  }
}

/**
 * Port: API keys. A key is bound to the origin it was entered for; asking for it on behalf of
 * another origin is refused, whatever a spec says. Who may have a key may have the rows that go with it. Rejects with `NoKey`, which names the key (never its
 * value) and says how to provide it.
 */
export interface Keys {
  /** The evaluation service's own key, for calls to `origin`. */
  service(origin: string, asker?: KeyAsker): Promise<string>;
  /** `reference`: `${secret:NAME}` or `${env:NAME}`. `asker`: named where a person is asked. */
  resolve(reference: string, origin: string, asker?: KeyAsker): Promise<string>;
}

type KeyReference = { readonly store: 'secret' | 'env'; readonly name: string };

/** Reads `${secret:NAME}` or `${env:NAME}`; undefined for anything else, a literal key included. */
export function parseKeyReference(text: string): KeyReference | undefined {
  const match = /^\$\{(secret|env):([A-Za-z_][A-Za-z0-9_.-]*)\}$/.exec(text);
  if (!match) return undefined;
  return { store: match[1] === 'env' ? 'env' : 'secret', name: match[2] ?? '' };
}
