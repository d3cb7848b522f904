import { grouped } from '../stats/figures.js';
import { costText } from './costText.js';
import { failureWords } from './failureWords.js';
import type { RunManifest } from './manifest.js';
import { REQUEST_ROLES } from './resultRow.js';
import type { RequestRole } from './resultRow.js';
import { runCost } from './runCost.js';
import { factsOf } from './setupFacts.js';
import type { SetupFact, SetupTable } from './setupFacts.js';

const ROLE_LABELS: Readonly<Record<RequestRole, string>> = {
  generate: 'Responses',
  'generate-a': 'Responses A',
  'generate-b': 'Responses B',
  judge: 'Judge',
  'judge-flipped': 'Judge, B first',
};

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
        ROLE_LABELS[role],
        grouped(used.requests),
        grouped(used.prompt_tokens),
        grouped(used.completion_tokens),
        cost === undefined ? 'not known' : costText(cost),
      ],
    ];
  });
  const requests = REQUEST_ROLES.reduce((sum, role) => sum + (byRole[role]?.requests ?? 0), 0);
  const all = usage.cost_usd;
  return {
    columns: ['', 'Requests', 'Prompt tokens', 'Completion tokens', 'Cost'],
    rows: [
      ...rows,
      [
        'All',
        grouped(requests),
        grouped(usage.prompt_tokens),
        grouped(usage.completion_tokens),
        all === undefined ? 'not known' : costText(all),
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
      ? `${grouped(usage.prompt_tokens)} of prompts, ${grouped(usage.completion_tokens)} of replies`
      : undefined;
  return factsOf([
    ['Tokens', tokens],
    ['Not reported', unreported === 0 ? undefined : `tokens of ${counted(unreported, 'request')}`],
    ['Cache', cache ?? undefined],
    ['Came to nothing', failureWords(manifest)],
    ...retries.map(
      ({ at, rows, run }) =>
        [
          'Retried',
          `${counted(rows, 'row')} on ${at.slice(0, 10)}${run === undefined ? '' : `, by run ${run}`}`,
        ] as const,
    ),
  ]);
}

function counted(count: number, one: string): string {
  return `${grouped(count)} ${one}${count === 1 ? '' : 's'}`;
}
