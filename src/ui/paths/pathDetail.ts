import type { OutsideReference } from '../../core/paths/specReferences.js';

/** What a person needs to know for the answer. `asker`: the file that names it, as it is shown. */
export function pathDetail({ field, written, real }: OutsideReference, asker: string): string {
  return [
    `${asker} names it as \`${field}\`: ${written}`,
    ...(written === real ? [] : [`It is the file ${real}.`]),
    'What stands in it can become part of the prompts, which go to the models that the spec names. A yes is kept for this workspace until you withdraw it with Gavel: Manage Allowed Paths.',
  ].join('\n');
}
