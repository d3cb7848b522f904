import type { SurveyPart } from '../../../../src/core/dataset/survey/surveyPart.js';
import { createSurveyScan } from '../../../../src/files/scan/surveyScan.js';
import type { ArbitraryTable } from './arbitraryTables.js';

/** What one look at all rows finds; the first begins on `line`. */
export function surveyed(
  { bytes, form }: ArbitraryTable,
  { detail, line }: { readonly detail: 'profile' | 'shape'; readonly line: number },
): SurveyPart {
  const scan = createSurveyScan(form, detail);
  scan.input(bytes.length).set(bytes);
  scan.add(bytes.length, { row: 1, line });
  return scan.part();
}
