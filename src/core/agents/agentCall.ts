import type { Preflight } from '../preflight/preflight.js';

/** What is about to be sent, for whoever has to agree. */
export interface Proposal {
  readonly preflight: Preflight;
  readonly isDryRun: boolean;
  /** US dollars that the agent says a person has agreed to. */
  readonly maxCostUsd: number | undefined;
  /** The agent says that a person agreed although no price is known. */
  readonly acceptsUnknownCost: boolean;
}

/** One call of a tool. */
export interface AgentCall {
  readonly signal: AbortSignal;
  /** Tokens that the answer may have, as `estimateTokens` counts. */
  readonly budget: number;
  /** Random: marks where texts of others begin and end. */
  readonly nonce: string;
  progress(done: number, total: number | null): void;
  /** Resolves when a person agreed; throws `UserError` where nobody did. */
  consent(proposal: Proposal): Promise<void>;
}
