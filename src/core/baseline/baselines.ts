import * as z from 'zod';
import { t } from '../../l10n/t.js';

/** Path of a spec, relative to the workspace folder with `/` → id of the run it is held against. */
export type Baselines = ReadonlyMap<string, string>;

/** Port: the pinned baselines of a workspace folder (absolute), in a file that is committed. */
export interface BaselineStore {
  /**
   * None where there is no file. Throws `UserError` of kind `storage` for one that can't be read, or
   * holds something else.
   */
  read(folder: string): Promise<Baselines>;
  /** Pins a run, or with undefined none. A file that can't be read is left as it is, and thrown. */
  pin(folder: string, spec: string, runId: string | undefined): Promise<void>;
}

const schema = z.record(z.string(), z.string().min(1));

/** The baselines of a file's text, or why it holds none, as the end of a sentence. */
export function parseBaselines(
  text: string,
):
  | { readonly ok: true; readonly baselines: Baselines }
  | { readonly ok: false; readonly why: string } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { ok: false, why: t('it is no valid JSON') };
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return { ok: true, baselines: new Map(Object.entries(parsed.data)) };
  const at = parsed.error.issues[0]?.path.join('.') ?? '';
  const why = t('it must be one object of spec paths and run ids');
  return { ok: false, why: at === '' ? why : t('{0}, and “{1}” has none', why, at) };
}

/** One spec a line, in the order of their paths: two branches that pin merge by themselves. */
export function baselinesText(baselines: Baselines): string {
  const sorted = [...baselines].sort(([a], [b]) => (a < b ? -1 : 1));
  return `${JSON.stringify(Object.fromEntries(sorted), null, 2)}\n`;
}
