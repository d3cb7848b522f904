import type { BuiltinDoc } from './docs/builtinDoc.js';
import { FILTER_DOCS } from './docs/filterDocs.js';
import { GLOBAL_DOCS, LOOP_DOCS, STATEMENT_DOCS } from './docs/languageDocs.js';
import { TEST_DOCS } from './docs/testDocs.js';

export type BuiltinKind = 'filter' | 'test' | 'global' | 'loop' | 'statement';

/** What is documented, by kind and name; rendering does not load it. */
export const BUILTIN_DOCS: Readonly<Record<BuiltinKind, ReadonlyMap<string, BuiltinDoc>>> = {
  filter: FILTER_DOCS,
  test: TEST_DOCS,
  global: GLOBAL_DOCS,
  loop: LOOP_DOCS,
  statement: STATEMENT_DOCS,
};

/** What completion and hover say about a filter, a test, …; undefined where there is none. */
export function builtinDoc(kind: BuiltinKind, name: string): BuiltinDoc | undefined {
  return BUILTIN_DOCS[kind].get(name);
}
