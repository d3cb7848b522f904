import { plural, t } from '../../l10n/t.js';
import { grouped } from '../stats/figures.js';
import { costText } from './costText.js';
import { failureWords } from './failureWords.js';
import type { RunManifest } from './manifest.js';
import { REQUEST_ROLES } from './resultRow.js';
import type { RequestRole } from './resultRow.js';
import { runCost } from './runCost.js';
import { factsOf } from './setupFacts.js';
import type { SetupFact, SetupTable } from './setupFacts.js';

const roleLabels = (): Readonly<Record<RequestRole, string>> => ({
  generate: t('Responses'),
  'generate-a': t('Responses A'),
  'generate-b': t('Responses B'),
  judge: t('Judge'),
  'judge-flipped': t('Judge, B first'),
});

/** What was asked and answered for whom, as the endpoints reported it; null where none did. */
export function usageTable({ usage, models }: RunManifest): SetupTable | null {
  const byRole = usage?.by_role;
  if (!usage || !byRole) return null;
  const rows = REQUEST_ROLES.flatMap((role) => {
    const used = byRole[role];
    if (!used) return [];
    const { unreported = 0, ...reported } = used;
    const cost = runCost({ [role]: { ...reported, unreported } }, models);
    return [
      [
        roleLabels()[role],
        grouped(used.requests),
        grouped(used.prompt_tokens),
        grouped(used.completion_tokens),
        cost === undefined ? t('not known') : costText(cost),
      ],
    ];
  });
  const requests = REQUEST_ROLES.reduce((sum, role) => sum + (byRole[role]?.requests ?? 0), 0);
  const all = usage.cost_usd;
  return {
    columns: ['', t('Requests'), t('Prompt tokens'), t('Completion tokens'), t('Cost')],
    rows: [
      ...rows,
      [
        t('All'),
        grouped(requests),
        grouped(usage.prompt_tokens),
        grouped(usage.completion_tokens),
        all === undefined ? t('not known') : costText(all),
      ],
    ],
  };
}

/** What else is known of the requests; `cache` in words. */
export function usageFacts(manifest: RunManifest, cache: string | null): SetupFact[] {
  const { usage, retries = [] } = manifest;
  const roles = Object.values(usage?.by_role ?? {});
  const unreported = roles.reduce((sum, role) => sum + (role.unreported ?? 0), 0);
  // By role there is a table.
  const tokens =
    usage && !usage.by_role
      ? t(
          '{0} of prompts, {1} of replies',
          grouped(usage.prompt_tokens),
          grouped(usage.completion_tokens),
        )
      : undefined;
  return factsOf([
    [t('Tokens'), tokens],
    [
      t('Not reported'),
      unreported === 0
        ? undefined
        : plural(unreported, 'tokens of {0} request', 'tokens of {0} requests'),
    ],
    [t('Cache'), cache ?? undefined],
    [t('Came to nothing'), failureWords(manifest)],
    ...retries.map(
      ({ at, rows, run }) =>
        [
          t('Retried'),
          run === undefined
            ? plural(rows, '{0} row on {1}', '{0} rows on {1}', at.slice(0, 10))
            : plural(
                rows,
                '{0} row on {1}, by run {2}',
                '{0} rows on {1}, by run {2}',
                at.slice(0, 10),
                run,
              ),
        ] as const,
    ),
  ]);
}
