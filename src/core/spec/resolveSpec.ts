import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { t } from '../../l10n/t.js';
import type { TextFiles } from '../textFiles.js';
import { UserError } from '../userError.js';
import type { EvalSpec, ResolvedSpec } from './evalSpec.js';
import { templateFields } from './specTemplates.js';

/** Field of the spec (`judge.system_template`) → what its text was and where it came from. */
type TemplateOrigins = Readonly<
  Record<string, { readonly sha256: string; readonly file?: string }>
>;

/**
 * Puts the text of every template file in its place. Throws `UserError` of kind `spec` for a file
 * that can't be read.
 */
export async function resolveSpec(
  spec: EvalSpec,
  specPath: string,
  texts: TextFiles,
): Promise<{ spec: ResolvedSpec; templates: TemplateOrigins }> {
  const templates: Record<string, { sha256: string; file?: string }> = {};
  const inlined = new Map<unknown, string>();
  for (const { path, source } of templateFields(spec)) {
    const isText = typeof source === 'string';
    const text = isText ? source : await templateText(source.file, { specPath, texts, path });
    if (!isText) inlined.set(source, text);
    const hash = bytesToHex(sha256(utf8ToBytes(text)));
    templates[path.join('.')] = isText ? { sha256: hash } : { sha256: hash, file: source.file };
  }
  // Every template is a string by now, which is all that tells the two types apart.
  return { spec: withTexts(spec, inlined) as ResolvedSpec, templates };
}

/** A copy in which every object that `texts` knows has become its text. */
function withTexts(value: unknown, texts: ReadonlyMap<unknown, string>): unknown {
  const text = texts.get(value);
  if (text !== undefined) return text;
  if (Array.isArray(value)) return value.map((item) => withTexts(item, texts));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => [name, withTexts(field, texts)]),
  );
}

async function templateText(
  file: string,
  at: { specPath: string; texts: TextFiles; path: readonly string[] },
): Promise<string> {
  const path = at.texts.resolve(at.specPath, file);
  if (await at.texts.exists(path)) return at.texts.read(path);
  throw new UserError(
    'spec',
    t(
      'The template file {0} of `{1}` is not there; write its path relative to the spec.',
      file,
      at.path.join('.'),
    ),
  );
}
