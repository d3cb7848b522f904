import * as z from 'zod';

const errorSchema = z.union([
  z.looseObject({ error: z.looseObject({ message: z.string() }) }),
  z.looseObject({ error: z.string() }),
  z.looseObject({ message: z.string() }),
  z.looseObject({ detail: z.string() }),
]);

/** Whether a body has one of the forms in which endpoints say errors. */
export function isErrorBody(body: unknown): boolean {
  return errorSchema.safeParse(body).success;
}

/** What an error body says, on one line and cut to a readable length; '' where it says nothing. */
export function errorText(body: string): string {
  let said = /^\s*</.test(body) ? '' : body;
  try {
    const { data } = errorSchema.safeParse(JSON.parse(body));
    if (data) said = saidIn(data);
  } catch {
    // Plain text, or HTML of a proxy.
  }
  const line = said.replace(/[\s\p{Cc}]+/gu, ' ').trim();
  return line.length > 300 ? `${line.slice(0, 299)}…` : line;
}

function saidIn(data: z.infer<typeof errorSchema>): string {
  for (const field of ['error', 'detail']) {
    if (typeof data[field] === 'string') return data[field];
  }
  const holder = z.looseObject({ message: z.string() }).safeParse(data['error'] ?? data);
  return holder.data?.message ?? '';
}

/** `error.code` of an error body. */
export function errorCodeIn(body: string): string | undefined {
  try {
    const schema = z.looseObject({ error: z.looseObject({ code: z.string() }) });
    return schema.safeParse(JSON.parse(body)).data?.error.code;
  } catch {
    return undefined;
  }
}
