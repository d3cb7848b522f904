import * as z from 'zod';
import { createServiceClient } from './client.js';
import type { ServiceOptions } from './serviceOptions.js';
import { readReplyAs } from './wire/readReply.js';

const models = z.array(
  z.looseObject({
    id: z.string().nullish().catch(undefined),
    context_length: z.number().nullish().catch(undefined),
  }),
);

/** Tokens that each model takes, prompt and reply together, as far as `GET /models` tells (API reference, section 7). */
export async function readContextLengths(
  options: ServiceOptions,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, number>> {
  const client = createServiceClient(options);
  const doing = 'read the list of models';
  const reply = await client.ask({ doing, method: 'GET', path: '/models' }, signal);
  const listed = readReplyAs(models, reply, { doing, host: client.host });
  return new Map(
    listed.flatMap(({ id, context_length: length }) =>
      typeof id === 'string' && typeof length === 'number' && length > 0 ? [[id, length]] : [],
    ),
  );
}
