import { createFactsCollector, type DatasetFacts } from '../dataset/datasetFacts.js';
import type { DatasetRow } from '../dataset/dataset.js';
import { selectRows } from '../dataset/rows/selectRows.js';
import { estimateTokens } from '../judging/estimateTokens.js';
import { isJudgedTwice } from '../judging/chatRequests.js';
import { frameTokens } from '../judging/promptTokens.js';
import { generateRole, rowRequests, type RowRequest } from '../judging/rowRequests.js';
import type { Tokenizer } from '../judging/tokenizer.js';
import type { EvalPlan, ModelField } from '../runs/evalBackend.js';
import { REQUEST_ROLES, type RequestRole } from '../runs/resultRow.js';
import { MODEL_OF_ROLE } from '../runs/runCost.js';
import { specColumns } from '../spec/specColumns.js';
import { responders } from '../spec/responders.js';
import { templateFields } from '../spec/specTemplates.js';
import { addToMoments, emptyMoments, type Moments } from '../stats/moments.js';
import { createRowCheck, type RowCheck } from '../template/language/rowCheck.js';
import { createRepeatedRows, type RepeatedRows } from './repeatedRows.js';

export interface ScanOptions {
  readonly tokenizer: Tokenizer;
  /** Tokens that the model of a field takes, prompt and reply together; undefined where nobody said. */
  contextLength(field: ModelField): number | undefined;
  /** Milliseconds; only differences count. */
  now(): number;
  /** Lets others have their turn, e.g. `setImmediate`. */
  pause(): Promise<void>;
  readonly signal?: AbortSignal;
  readonly progress?: (done: number, total: number) => void;
  /** Time for looking at every row, in milliseconds; after it only the sample is counted. Default 10,000. */
  readonly budgetMs?: number;
}

/** Rows that no request fits: more tokens than the model takes. */
interface LongRows {
  readonly count: number;
  readonly first: number;
  readonly limit: number;
}

/** What the rows of a plan show. */
export interface PlanScan {
  /** Rows of the plan. */
  readonly rows: number;
  /** Prompt tokens of a row by role, over the rows that were counted; a generated response is left out. */
  readonly prompts: ReadonlyMap<RequestRole, Moments>;
  /** Requests of a row by role, over the same rows. */
  readonly requests: ReadonlyMap<RequestRole, number>;
  /** Rows whose prompts were counted: all, or a random sample. */
  readonly counted: number;
  /** Rows that were looked at for what is wrong with them: all, or as many as time allowed. */
  readonly looked: number;
  /** Of those, rows for which no request can be made. */
  readonly failing: number;
  readonly tooLong: ReadonlyMap<ModelField, LongRows>;
  readonly repeated: RepeatedRows;
  readonly check: RowCheck;
  readonly facts: DatasetFacts;
}

/** Up to here every row's prompt is counted. */
const MOST_COUNTED = 2000;
const LEAST_COUNTED = 200;
/** A sample of rows that are long is smaller: bytes of dataset whose prompts are counted. */
const COUNTED_BYTES = 16_000_000;
/** The same rows for the same plan. */
const SAMPLE_SEED = 1;
const YIELD_EVERY_MS = 15;
const BUDGET_MS = 10_000;

/** Goes once through the rows of a plan, in constant memory. Rejects when cancelled, and with what `rows` throws. */
export async function scanPlan(
  plan: EvalPlan & { readonly dataset: { readonly info: { rows: number; bytes: number } } },
  rows: AsyncIterable<DatasetRow>,
  options: ScanOptions,
): Promise<PlanScan> {
  const { spec, selectedRows, dataset } = plan;
  const { now, pause, signal, progress, budgetMs = BUDGET_MS } = options;
  const total = selectedRows?.length ?? dataset.info.rows;
  const sample = sampleOf(total, dataset.info);
  const templates = templateFields(spec).flatMap(({ path, source }) =>
    // A resolved spec has its templates inlined.
    typeof source === 'string' ? [{ id: path.join('.'), source }] : [],
  );
  const check = createRowCheck(templates);
  const facts = createFactsCollector();
  const repeated = createRepeatedRows(total, specColumns(spec));
  const prompts = new Map<RequestRole, Moments>();
  const requests = new Map<RequestRole, number>();
  const tooLong = new Map<ModelField, LongRows>();
  const started = now();
  let resumed = started;
  let place = 0;
  let counted = 0;
  let looked = 0;
  let failing = 0;

  const rest = async (): Promise<void> => {
    if (now() - resumed < YIELD_EVERY_MS) return;
    progress?.(place, total);
    await pause();
    signal?.throwIfAborted();
    resumed = now();
  };
  const tokensOf = async (request: RowRequest): Promise<number> => {
    let tokens = frameTokens(request, options.tokenizer);
    for (const { content } of request.messages) {
      const counting = options.tokenizer.steps(content);
      for (let step = counting.next(); ; step = counting.next()) {
        if (step.done) {
          tokens += step.value;
          break;
        }
        await rest();
      }
    }
    return tokens;
  };
  const fit = ({ role, request }: RowRequest, tokens: number, { row }: DatasetRow): void => {
    const field = MODEL_OF_ROLE[role];
    const limit = options.contextLength(field);
    if (limit === undefined || tokens + request.max_tokens <= limit) return;
    const before = tooLong.get(field);
    // Both orders of a comparison are too long together.
    if (role === 'judge-flipped' && before) return;
    tooLong.set(field, {
      count: (before?.count ?? 0) + 1,
      first: before?.first ?? row,
      limit,
    });
  };

  signal?.throwIfAborted();
  for await (const row of rows) {
    place += 1;
    const isCounted = sample?.has(place) ?? true;
    const isLooked = now() - started < budgetMs;
    if (isLooked) {
      looked += 1;
      facts.add(row);
      check.add(row);
      repeated.add(row);
    }
    if (isCounted || isLooked) {
      const built = rowRequests(spec, row, NO_RESPONSES);
      if (!built.ok && isLooked) failing += 1;
      const made = built.ok ? built.requests : [];
      const tokens = new Map<RequestRole, number>();
      for (const request of made) {
        const { role, messages } = request;
        const size = isCounted
          ? await tokensOf(request)
          : messages.reduce((sum, { content }) => sum + estimateTokens(content), 0);
        tokens.set(role, size);
        fit(request, size, row);
      }
      if (isCounted) {
        counted += 1;
        for (const role of rolesOf(plan)) {
          const moments = prompts.get(role) ?? emptyMoments();
          prompts.set(role, addToMoments(moments, tokens.get(role) ?? 0));
          if (tokens.has(role)) requests.set(role, (requests.get(role) ?? 0) + 1);
        }
      }
    }
    await rest();
  }
  progress?.(place, total);
  return {
    rows: total,
    prompts,
    requests,
    counted,
    looked,
    failing,
    tooLong,
    repeated: repeated.found(),
    check,
    facts: facts.facts(),
  };
}

/** The roles of a plan's requests, in the order in which they are asked. */
export function rolesOf({ spec }: Pick<EvalPlan, 'spec'>): readonly RequestRole[] {
  const generated = responders(spec).flatMap(([field, responder]) =>
    typeof responder === 'string' ? [] : [field],
  );
  return REQUEST_ROLES.filter((role) => {
    if (role === 'judge') return true;
    if (role === 'judge-flipped') return isJudgedTwice(spec);
    return generated.some((field) => generateRole(field) === role);
  });
}

/** Places of the rows to count, from 1; undefined: all. */
function sampleOf(
  total: number,
  { rows, bytes }: { readonly rows: number; readonly bytes: number },
): ReadonlySet<number> | undefined {
  const affordable = Math.floor(COUNTED_BYTES / Math.max(1, bytes / Math.max(1, rows)));
  const limit = Math.max(LEAST_COUNTED, Math.min(MOST_COUNTED, affordable));
  const chosen = selectRows(total, { limit, sample_seed: SAMPLE_SEED });
  return chosen && new Set(chosen);
}

/** What a model will say is not known: the estimate adds it. */
const NO_RESPONSES = { model_to_evaluate: '', model_a: '', model_b: '' };
