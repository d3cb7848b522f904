/** A value of a snippet, as far as it can be known without running anything. `line`: from 1. */
export type SnippetValue =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'number'; readonly number: number }
  | { readonly kind: 'boolean'; readonly boolean: boolean }
  | { readonly kind: 'null' }
  | { readonly kind: 'list'; readonly items: readonly SnippetValue[] }
  | { readonly kind: 'object'; readonly members: SnippetObject }
  /** An environment variable. */
  | { readonly kind: 'environment'; readonly name: string }
  /** What an upload answered, or the id in it. */
  | { readonly kind: 'upload'; readonly path: SnippetValue }
  /** What only running the snippet would tell. */
  | { readonly kind: 'unknown'; readonly line: number };

export type SnippetObject = ReadonlyMap<string, SnippetValue>;

/** A call that starts a job. */
export interface SnippetCall {
  readonly members: SnippetObject;
  /** The first upload of the snippet, where there is one. */
  readonly upload?: SnippetValue;
}

/** JSON as a value of a snippet; `textOf` may know better what a text stands for. */
export function jsonValue(
  json: unknown,
  textOf: (text: string) => SnippetValue = (text) => ({ kind: 'text', text }),
): SnippetValue {
  if (typeof json === 'string') return textOf(json);
  if (typeof json === 'number') return { kind: 'number', number: json };
  if (typeof json === 'boolean') return { kind: 'boolean', boolean: json };
  if (Array.isArray(json)) {
    return { kind: 'list', items: json.map((item) => jsonValue(item, textOf)) };
  }
  if (typeof json !== 'object' || json === null) return { kind: 'null' };
  const members = Object.entries(json).map(
    ([name, member]) => [name, jsonValue(member, textOf)] as const,
  );
  return { kind: 'object', members: new Map(members) };
}
