import { isJudgedTwice } from '../../core/judging/chatRequests.js';
import type { RequestRole } from '../../core/runs/resultRow.js';
import type { ResolvedSpec } from '../../core/spec/evalSpec.js';
import { t } from '../../l10n/t.js';

/** What a request is called in tabs and headings. */
export function requestTitle(role: RequestRole, spec: ResolvedSpec): string {
  const isTwice = isJudgedTwice(spec);
  switch (role) {
    case 'generate':
      return t('Response');
    case 'generate-a':
      return t('Response A');
    case 'generate-b':
      return t('Response B');
    case 'judge':
      return isTwice ? t('Judge, A first') : t('Judge');
    case 'judge-flipped':
      return t('Judge, B first');
  }
}
