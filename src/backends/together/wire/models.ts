import * as z from 'zod';
import { bareOrData } from '../../http/bareOrData.js';
import type { ServiceReply, Asked } from '../serviceErrors.js';
import { text } from './lenient.js';
import { readReplyAs } from './readReply.js';

// API reference, section 7. What is no model, or none with a name, is left out.

/** A number that some replies write as a text. */
const figure = z
  .union([z.number(), z.string().trim().min(1).transform(Number)])
  .pipe(z.number().min(0))
  .nullish()
  .catch(undefined);

const modelItem = z.looseObject({
  id: z.string().min(1).max(500),
  type: text,
  display_name: text,
  context_length: figure,
  pricing: z
    .looseObject({ input: figure, output: figure, cached_input: figure })
    .nullish()
    .catch(undefined),
});

const endpointItem = z.looseObject({
  id: z.string().min(1).max(500),
  name: text,
  model: text,
  type: text,
  state: text,
  hardware: text,
});

export type WireModel = z.infer<typeof modelItem>;
export type WireEndpoint = z.infer<typeof endpointItem>;

const many = z.array(z.unknown());
/** People choose from these, and a name that is not among them is compared with each. */
const MOST_LISTED = 5000;
const name = z.string().trim().min(1).max(500);

/** `GET /models`: a bare array; also read: an object with `data`. */
export function readModels(reply: ServiceReply, asked: Asked): WireModel[] {
  return readable(modelItem, readReplyAs(bareOrData, reply, asked));
}

/** `GET /endpoints`: an object with `data`; also read: a bare array. */
export function readEndpoints(reply: ServiceReply, asked: Asked): WireEndpoint[] {
  return readable(endpointItem, readReplyAs(bareOrData, reply, asked));
}

/** `GET /evaluation/model-list`: names; null where there is none. */
export function readModelNames(reply: ServiceReply, asked: Asked): string[] {
  const schema = z.looseObject({ model_list: many.nullable() });
  const { model_list: names } = readReplyAs(schema, reply, asked);
  return [...new Set(readable(name, names ?? []))];
}

function readable<T>(schema: z.ZodType<T>, items: readonly unknown[]): T[] {
  return items.slice(0, MOST_LISTED).flatMap((item) => {
    const { success, data } = schema.safeParse(item);
    return success ? [data] : [];
  });
}
