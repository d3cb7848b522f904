import { isJudgedTwice } from '../../core/judging/chatRequests.js';
import type { RequestRole } from '../../core/runs/resultRow.js';
import type { ResolvedSpec } from '../../core/spec/evalSpec.js';

/** What a request is called in tabs and headings. */
export function requestTitle(role: RequestRole, spec: ResolvedSpec): string {
  const isTwice = isJudgedTwice(spec);
  switch (role) {
    case 'generate':
      return 'Response';
    case 'generate-a':
      return 'Response A';
    case 'generate-b':
      return 'Response B';
    case 'judge':
      return isTwice ? 'Judge, A first' : 'Judge';
    case 'judge-flipped':
      return 'Judge, B first';
  }
}
