import * as z from 'zod';
import type { SentContent, SentFiles } from '../core/dataset/service/sentFiles.js';
import { t } from '../l10n/t.js';
import { writePrivateFile } from './privateFile.js';
import { readText } from './readText.js';

/** Two thousand uploads are a tenth of it. */
const MOST_BYTES = 4_000_000;

/** Newest last. */
const entries = z.array(
  z.object({ place: z.string(), purpose: z.string(), sha256: z.string(), file: z.string() }),
);
type Entries = z.infer<typeof entries>;

const MOST_KEPT = 2000;

/**
 * Remembers uploads in one small file (absolute path), by what was sent and where, never with what key.
 * Two windows that write at once may lose an entry: then something is sent again.
 */
export function createSentFiles(path: string): SentFiles {
  let last: Promise<unknown> = Promise.resolve();

  async function read(): Promise<Entries> {
    try {
      return entries.parse(
        JSON.parse(await readText(path, { doing: t('look up uploads in'), mostBytes: MOST_BYTES })),
      );
    } catch {
      return [];
    }
  }

  /** One change after the other. */
  async function change(to: (before: Entries) => Entries): Promise<void> {
    const changed = last.then(async () => {
      await writePrivateFile(path, `${JSON.stringify(to(await read()))}\n`);
    });
    // What can't be remembered is sent again.
    last = changed.catch(() => undefined);
    await last;
  }

  return {
    async find(content) {
      await last;
      return (await read()).find((entry) => isOf(entry, content))?.file;
    },
    remember: ({ place, purpose, sha256 }, file) =>
      change((before) => {
        const entry = { place, purpose, sha256, file };
        return [...before.filter((one) => !isOf(one, entry)), entry].slice(-MOST_KEPT);
      }),
    forget: (content) => change((before) => before.filter((entry) => !isOf(entry, content))),
  };
}

function isOf(entry: SentContent, content: SentContent): boolean {
  return (
    entry.place === content.place &&
    entry.purpose === content.purpose &&
    entry.sha256 === content.sha256
  );
}
