import { join } from 'node:path';
import * as z from 'zod';
import type { Dialect, DialectStore } from '../../core/judging/dialect.js';
import { t } from '../../l10n/t.js';
import { writePrivateFile } from '../privateFile.js';
import { readText } from '../readText.js';

/** A few hundred bytes for each endpoint. */
const MOST_BYTES = 4_000_000;

const dialect = z.object({
  format: z.enum(['json_schema', 'json_object', 'none']),
  limit: z.enum(['max_tokens', 'max_completion_tokens']),
  temperature: z.enum(['sent', 'left out']),
  seed: z.enum(['sent', 'left out']),
}) satisfies z.ZodType<Dialect>;

const fileSchema = z.object({
  gavel_endpoints: z.literal(1),
  endpoints: z.record(z.string(), z.object({ dialect, found_at: z.number() })),
});
type Endpoints = z.infer<typeof fileSchema>['endpoints'];

const NAME = 'endpoints.json';
/** A server may have been renewed meanwhile, and then takes what it refused. */
const KEPT_MS = 7 * 24 * 3600 * 1000;

/**
 * What was found out about endpoints, as one JSON file in `folder` (absolute). A file that is broken
 * counts as none; a disk that can't be written costs one refused request a run.
 *
 * @param now milliseconds since 1970
 */
export function createEndpointDialects(folder: string, now: () => number): DialectStore {
  const path = join(folder, NAME);
  let writing = Promise.resolve();

  const read = async (): Promise<Endpoints> => {
    try {
      const { data } = fileSchema.safeParse(
        JSON.parse(
          await readText(path, { doing: t('look up endpoints in'), mostBytes: MOST_BYTES }),
        ),
      );
      const kept = Object.entries(data?.endpoints ?? {}).filter(
        ([, { found_at }]) => now() - found_at < KEPT_MS,
      );
      return Object.fromEntries(kept);
    } catch {
      return {};
    }
  };

  const add = async (speaker: string, found: Dialect): Promise<void> => {
    const before = await read();
    const endpoints = { ...before, [speaker]: { dialect: found, found_at: now() } };
    await writePrivateFile(path, `${JSON.stringify({ gavel_endpoints: 1, endpoints }, null, 2)}\n`);
  };

  return {
    async load() {
      const known = Object.entries(await read());
      return Object.fromEntries(known.map(([speaker, { dialect: found }]) => [speaker, found]));
    },
    save(speaker, found) {
      writing = writing.then(() => add(speaker, found)).catch(() => undefined);
      return writing;
    },
  };
}
