import type { RunManifest } from './manifest.js';

/**
 * Columns of an imported file that its verdicts were read from. They stand among the columns of the
 * dataset, but say what the judge said: nothing of what was judged, and no truth to hold it against.
 */
export function importedVerdictColumns({
  imported_from: source,
}: Pick<RunManifest, 'imported_from'>): readonly string[] {
  const { verdict, flipped, feedback } = source?.map ?? {};
  return [verdict, flipped, feedback].filter((column) => column !== undefined);
}
