import * as z from 'zod/mini';

const file = z.object({
  /** Of the file, without its ending; made safe before it is used. */
  name: z.string(),
  format: z.enum(['svg', 'png']),
  /** The text of an SVG; the bytes of a PNG in base64. */
  data: z.string(),
});
export type ChartFile = z.infer<typeof file>;

/** For every view that shows charts: the host asks where a chart is to be saved. */
export const chartMethods = {
  saveChart: { request: file, reply: z.object({ isSaved: z.boolean() }) },
} as const;
