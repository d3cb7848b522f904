import { parseSpec } from '../../core/spec/parseSpec.js';
import type { ParsedSpec } from '../../core/spec/parseSpec.js';
import type { TextFiles } from '../../core/textFiles.js';

/** More specs than any part of the editor looks through. */
const MOST = 1000;

const known = new Map<string, { readonly text: string; readonly spec: ParsedSpec }>();

/**
 * The spec in a file, parsed once for every text it has: the workspace's specs are looked through with
 * each of them that changes. One that can't be read is as an empty one.
 */
export async function specInFile(
  path: string,
  texts: Pick<TextFiles, 'read'>,
): Promise<ParsedSpec> {
  const text = await texts.read(path).catch(() => '');
  const before = known.get(path);
  if (before?.text === text) return before.spec;
  const spec = parseSpec(text, path);
  known.delete(path);
  known.set(path, { text, spec });
  const [oldest] = known.keys();
  if (known.size > MOST && oldest !== undefined) known.delete(oldest);
  return spec;
}
