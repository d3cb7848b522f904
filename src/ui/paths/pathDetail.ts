import type { OutsideReference } from '../../core/paths/specReferences.js';

/** What a person needs to know for the answer. `asker`: the file that names it, as it is shown. */
export function pathDetail({ field, written, real }: OutsideReference, asker: string): string {
  return [
    `${asker} names it as \`${field}\`: ${written}`,
    ...(written === real ? [] : [`It is the file ${real}.`]),
    'What stands in it can become part of the prompts, which go to the models that the spec names. A yes is kept for this workspace until you withdraw it with Gavel: Manage Allowed Paths.',
  ].join('\n');
}

/** The same of a folder of runs that the workspace names. */
export function runsDetail(written: string, real: string): string {
  return [
    `The workspace keeps runs in ${written}, by its setting gavel.runsFolder or a link.`,
    ...(written === real ? [] : [`It is the folder ${real}.`]),
    'Gavel would make and delete folders there. A yes is kept for this workspace until you withdraw it with Gavel: Manage Allowed Paths.',
  ].join('\n');
}
