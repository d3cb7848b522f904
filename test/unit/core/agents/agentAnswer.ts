/** What tests read of the answers of tools; each tool gives some of it, under these names. */
export interface AgentAnswer {
  readonly note: string;
  readonly answer: string;
  readonly sentence: string;
  readonly demo: string;
  readonly limits: string;
  readonly going_on: string;
  readonly judged: number;
  /** Of the preview; elsewhere a count. */
  readonly requests: readonly { readonly messages: unknown }[];
  /** Failed rows; of a run's figures, counts. */
  readonly rows: readonly FailedRow[] & { readonly rows: number; readonly failed: number };
  readonly cost_usd: number;
  readonly notes: number;
  readonly is_valid: boolean;
  readonly baseline: unknown;
  readonly gates: readonly unknown[];
  readonly figures: readonly unknown[];
  readonly undefined: readonly unknown[];
  readonly whole: { readonly sentence: string };
  readonly run: RunAnswer;
  readonly runs: readonly RunAnswer[];
  readonly problems: readonly { readonly place: string; readonly message: string }[];
  readonly page: {
    readonly offset: number;
    readonly returned: number;
    readonly total: number;
    readonly next_offset: number | null;
  };
  readonly specs: readonly {
    readonly path: string;
    readonly type?: string;
    readonly errors: number;
    readonly runs: number;
    readonly last_run: RunAnswer | null;
  }[];
}

interface RunAnswer {
  readonly id: string;
  readonly status: string;
  readonly reason?: string;
  readonly headline: string;
  readonly demo: string;
  readonly dry_run?: string;
  readonly rows_done: number;
}

interface FailedRow {
  readonly row: number;
  readonly outcome: string;
  readonly inputs: Readonly<Record<string, string>>;
  readonly response: string;
  readonly judge: { readonly feedback: string };
}
