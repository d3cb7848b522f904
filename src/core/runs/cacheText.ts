import { t } from '../../l10n/t.js';
import type { ResolvedSpec } from '../spec/evalSpec.js';
import { grouped } from '../stats/figures.js';
import { MISS_REASONS, type CacheUse, type MissReason } from './resultRow.js';

type CacheCounts = Readonly<Partial<Record<CacheUse, number>>>;

/** What was not the same as in any request before. */
function difference(reason: MissReason): string {
  switch (reason) {
    case 'endpoint':
      return t('at another endpoint');
    case 'model':
      return t('of another model');
    case 'parameters':
      return t('with other parameters');
    case 'messages':
      return t('with new messages');
    case 'repeat':
      return t('for one more repeat');
  }
}

/**
 * How many replies of a run or a row came from the cache, and why the others were asked for:
 * `60 of 120 responses reused, 60 asked: 58 with new messages, 2 with other parameters`. Null where
 * nothing was looked up.
 */
export function cacheText(counts: CacheCounts | undefined, spec: ResolvedSpec): string | null {
  const reused = counts?.hit ?? 0;
  const misses = MISS_REASONS.flatMap((reason) => {
    const count = counts?.[reason] ?? 0;
    return count > 0 ? [{ reason, count }] : [];
  });
  const asked = misses.reduce((sum, { count }) => sum + count, 0);
  const total = reused + asked;
  if (total === 0) return null;
  // Verdicts are looked up only where the spec says so.
  const areReplies = spec.run?.cache === true;
  if (total === 1) {
    const [only] = misses;
    if (!only) return areReplies ? t('reply reused') : t('response reused');
    const why = difference(only.reason);
    return areReplies ? t('reply asked {0}', why) : t('response asked {0}', why);
  }
  const [all, known] = [grouped(total), grouped(reused)];
  const head = areReplies
    ? t('{0} of {1} replies reused', known, all)
    : t('{0} of {1} responses reused', known, all);
  if (asked === 0) return head;
  const [only, ...others] = misses;
  if (only && others.length === 0) {
    return t('{0}, {1} asked {2}', head, grouped(asked), difference(only.reason));
  }
  const each = misses.map(({ reason, count }) => `${grouped(count)} ${difference(reason)}`);
  return t('{0}, {1} asked: {2}', head, grouped(asked), each.join(', '));
}
