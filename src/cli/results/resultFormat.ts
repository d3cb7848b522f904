import { REPORT_FORMATS } from '../../core/report/reportText.js';

/** `jsonl`: the result rows as they are in the run's folder, byte for byte. */
export const RESULT_FORMATS = ['json', ...REPORT_FORMATS, 'jsonl'] as const;
export type ResultFormat = (typeof RESULT_FORMATS)[number];
