import { builtinDoc, type BuiltinKind } from '../builtins/builtinDocs.js';
import type { TemplateCompletion } from './templateContext.js';

/** What the completion list says beside and below a name of Jinja2. */
export function docEntry(
  kind: BuiltinKind,
  name: string,
): Pick<TemplateCompletion, 'detail' | 'documentation'> {
  const found = builtinDoc(kind, name);
  if (!found) return {};
  const { signature } = found;
  return { ...(signature !== name && { detail: signature }), documentation: docLines(kind, name) };
}

/** The sentence, then an example with what it renders. */
export function docLines(kind: BuiltinKind, name: string): string[] {
  const found = builtinDoc(kind, name);
  return found ? [found.doc, `${found.example} → ${found.output}`] : [];
}
