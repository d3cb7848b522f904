import type { Host } from '../common/host.js';
import type { LabelSession, labelsProtocol } from '../../shared/labelsProtocol.js';

export type LabelsHost = Host<typeof labelsProtocol>;

/** What the view remembers over a reload; the extension finds the run again by `uri`. */
export interface Kept {
  readonly uri: string;
  readonly filtered: readonly number[] | null;
  /** Null before labelling begins. */
  readonly session: LabelSession | null;
  /** Names of rows that were passed over. */
  readonly skipped: readonly number[];
  readonly isRubricOpen: boolean;
  readonly showsFigures: boolean;
}

export const FRESH: Kept = {
  uri: '',
  filtered: null,
  session: null,
  skipped: [],
  isRubricOpen: true,
  showsFigures: true,
};
