import * as z from 'zod/mini';
import { labelFiguresView } from '../labelFiguresView.js';

const nothing = z.object({});
/** `version`: of the rows, as the view has it. */
const version = z.number();

const rowLabel = z.object({
  rater: z.string(),
  verdict: z.string(),
  note: z.nullable(z.string()),
  /** Whether the judge says something else; null where it says nothing. */
  differs: z.nullable(z.boolean()),
});
export type RowLabelView = z.infer<typeof rowLabel>;

export const labelMethods = {
  /**
   * `filters`: the Rows page with them shows the rows on which people and the judge differ.
   * `invitation`: what to say while nobody has labelled a row.
   */
  labels: {
    request: z.object({ version }),
    reply: z.object({
      figures: labelFiguresView,
      filters: z.array(z.string()),
      invitation: z.string(),
    }),
  },
  rowLabels: {
    request: z.object({ version, id: z.number() }),
    reply: z.object({ labels: z.array(rowLabel) }),
  },
  labelAct: { request: z.object({ action: z.enum(['label', 'export']) }), reply: nothing },
  /** The filters of the differing rows, where somebody wants to see those; asking takes the wish. */
  wantedDifferences: {
    request: nothing,
    reply: z.object({ filters: z.nullable(z.array(z.string())) }),
  },
};

export const labelEvents = {
  /** Somebody wants to see the rows that differ: ask for `wantedDifferences`. */
  differencesWanted: nothing,
};
