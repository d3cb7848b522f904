import { stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import * as z from 'zod';
import type { FilePreview } from '../../core/dataset/service/filePreviews.js';
import { t } from '../../l10n/t.js';
import { writePrivateFile } from '../privateFile.js';
import { readText } from '../readText.js';

/** A few names. */
const MOST_BYTES = 64_000;

const NAME = 'about.json';

/** What is written beside the rows of a preview, in a folder of its own. */
const aboutSchema = z.object({
  service: z.enum(['together', 'demo']),
  host: z.string(),
  id: z.string(),
  name: z.string(),
  format: z.enum(['csv', 'jsonl']),
  /** Bytes of the whole file. */
  of: z.number().optional(),
  /** Name of the file with the rows. */
  rows: z.string(),
});

/** Says beside the rows of a preview what they are; its folder is there. */
export async function writeAbout(preview: Omit<FilePreview, 'bytes'>): Promise<void> {
  const { path, service, host, file, format, of } = preview;
  const about: z.infer<typeof aboutSchema> = {
    service,
    host,
    id: file.id,
    name: file.name,
    format,
    ...(of !== undefined && { of }),
    rows: basename(path),
  };
  await writePrivateFile(join(dirname(path), NAME), JSON.stringify(about));
}

export interface KnownPreview {
  readonly preview: FilePreview;
  /** When it was last used, in milliseconds since 1970. */
  readonly usedMs: number;
}

/** The preview in a folder; undefined where there is none. */
export async function readAbout(folder: string): Promise<KnownPreview | undefined> {
  try {
    const path = join(folder, NAME);
    const { data } = aboutSchema.safeParse(
      JSON.parse(await readText(path, { doing: t('look at'), mostBytes: MOST_BYTES })),
    );
    if (!data || basename(data.rows) !== data.rows) return undefined;
    const { id, name, rows, of, ...rest } = data;
    const [{ size: bytes }, { mtimeMs: usedMs }] = await Promise.all([
      stat(join(folder, rows)),
      stat(path),
    ]);
    const preview = { ...rest, path: join(folder, rows), file: { id, name }, bytes, of };
    return { preview, usedMs };
  } catch {
    return undefined; // not there, or half there
  }
}

/** The file whose age tells when a preview was last used. */
export function aboutPath(folder: string): string {
  return join(folder, NAME);
}
