import { createHash } from 'node:crypto';
import { join } from 'node:path';
import * as z from 'zod';
import type { ModelList } from '../../core/models/modelList.js';
import type { ModelListStore } from '../../core/models/modelLists.js';
import { MODEL_SOURCES } from '../../core/spec/evalSpec.js';
import { t } from '../../l10n/t.js';
import { writePrivateFile } from '../privateFile.js';
import { readText } from '../readText.js';

/** Thousands of models are a few MB. */
const MOST_BYTES = 32_000_000;

const price = z.object({
  input: z.number(),
  output: z.number(),
  cachedInput: z.number().exactOptional(),
});

const endpoint = z.object({
  id: z.string(),
  name: z.string(),
  model: z.string().exactOptional(),
  state: z.string().exactOptional(),
  hardware: z.string().exactOptional(),
});

const model = z.object({
  id: z.string(),
  source: z.enum(MODEL_SOURCES),
  evaluates: z.boolean(),
  displayName: z.string().exactOptional(),
  contextLength: z.number().exactOptional(),
  price: price.exactOptional(),
  endpoint: endpoint.exactOptional(),
});

/** `origin` is in the file: its name alone tells a person nothing. */
const fileSchema = z.object({
  gavel_models: z.literal(1),
  origin: z.string(),
  fetchedAt: z.number(),
  models: z.array(model),
  problems: z.array(
    z.object({ part: z.enum([...MODEL_SOURCES, 'models', 'endpoints']), message: z.string() }),
  ),
}) satisfies z.ZodType<ModelList & { gavel_models: 1; origin: string }>;

/**
 * The last list of each service as a JSON file below `folder` (absolute). A file that is broken, or
 * of another format, counts as none; without a folder nothing is kept.
 */
export function createModelListFiles(folder: string | undefined): ModelListStore {
  if (folder === undefined) {
    return { read: () => Promise.resolve(undefined), write: () => Promise.resolve() };
  }
  return {
    async read(origin) {
      try {
        const value: unknown = JSON.parse(
          await readText(join(folder, nameOf(origin)), {
            doing: t('read the models in'),
            mostBytes: MOST_BYTES,
          }),
        );
        const { data } = fileSchema.safeParse(value);
        if (data?.origin !== origin) return undefined;
        const { fetchedAt, models, problems } = data;
        return { fetchedAt, models, problems };
      } catch {
        return undefined;
      }
    },
    async write(origin, { fetchedAt, models, problems }) {
      const content = { gavel_models: 1, origin, fetchedAt, models, problems };
      try {
        await writePrivateFile(join(folder, nameOf(origin)), `${JSON.stringify(content)}\n`);
      } catch {
        // A full or read-only disk: the list is asked for again next time.
      }
    },
  };
}

/** Origins hold signs that no file name may. */
function nameOf(origin: string): string {
  const plain = origin.replace(/^https?:\/\//, '').replace(/[^A-Za-z0-9.-]+/g, '-');
  const digest = createHash('sha256').update(origin).digest('hex').slice(0, 8);
  return `${plain.slice(0, 60)}-${digest}.json`;
}
