import type { RoleUsage } from '../runs/resultRow.js';
import type { ChatUsage } from './chat.js';

/** The usage with one answered request more; `reported`: what its endpoint said, if anything. */
export function addUsage(
  before: RoleUsage | undefined,
  reported: ChatUsage | undefined,
): RoleUsage {
  const one = {
    requests: 1,
    prompt_tokens: reported?.prompt_tokens ?? 0,
    completion_tokens: reported?.completion_tokens ?? 0,
    ...(!reported && { unreported: 1 }),
  };
  return before ? sumUsage(before, one) : one;
}

export function sumUsage(a: RoleUsage, b: RoleUsage): RoleUsage {
  const unreported = (a.unreported ?? 0) + (b.unreported ?? 0);
  return {
    requests: a.requests + b.requests,
    prompt_tokens: a.prompt_tokens + b.prompt_tokens,
    completion_tokens: a.completion_tokens + b.completion_tokens,
    ...(unreported > 0 && { unreported }),
  };
}

/** Tokens over all roles; undefined where no endpoint reported any. */
export function totalUsage(roles: readonly RoleUsage[]): ChatUsage | undefined {
  const reported = roles.filter(({ requests, unreported = 0 }) => requests > unreported);
  if (reported.length === 0) return undefined;
  const sum = reported.reduce(sumUsage);
  return { prompt_tokens: sum.prompt_tokens, completion_tokens: sum.completion_tokens };
}
