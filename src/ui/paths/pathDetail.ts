import type { OutsideReference } from '../../core/paths/specReferences.js';
import { t } from '../../l10n/t.js';

/** What a person needs to know for the answer. `asker`: the file that names it, as it is shown. */
export function pathDetail({ field, written, real }: OutsideReference, asker: string): string {
  return [
    t('{0} names it as `{1}`: {2}', asker, field, written),
    ...(written === real ? [] : [t('It is the file {0}.', real)]),
    t(
      'What stands in it can become part of the prompts, which go to the models that the spec names. A yes is kept for this workspace until you withdraw it with Gavel: Manage Allowed Paths.',
    ),
  ].join('\n');
}

/** The same of a folder of runs that the workspace names. */
export function runsDetail(written: string, real: string): string {
  return [
    t('The workspace keeps runs in {0}, by its setting gavel.runsFolder or a link.', written),
    ...(written === real ? [] : [t('It is the folder {0}.', real)]),
    t(
      'Gavel would make and delete folders there. A yes is kept for this workspace until you withdraw it with Gavel: Manage Allowed Paths.',
    ),
  ].join('\n');
}
