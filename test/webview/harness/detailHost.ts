import type { Rejudgement } from '../../../src/core/judging/rejudgement.js';
import { loadTokenizer } from '../../../src/core/judging/tokenizer.js';
import { drivenBackend } from '../../../src/core/runs/drivenBackend.js';
import type { RunManifest } from '../../../src/core/runs/manifest.js';
import type { ResultRow, StoredRow } from '../../../src/core/runs/resultRow.js';
import type { resultsProtocol } from '../../../src/shared/protocol.js';
import type { detailMethods } from '../../../src/shared/results/detailProtocol.js';
import type { Handlers } from '../../../src/shared/rpc.js';
import { createRejudgements } from '../../../src/ui/results/detail/rejudgements.js';
import { rejudgementView } from '../../../src/ui/results/detail/rejudgementView.js';
import { rowUnless } from '../../../src/ui/results/detail/rowUnless.js';

export interface DetailHost {
  readonly handlers: Pick<Handlers<typeof resultsProtocol>, keyof typeof detailMethods>;
  /** Each action on a row, e.g. `copyLink 17`. */
  readonly acts: string[];
  /** What the judge says next to a row that is asked again; an error is what stands in its way. */
  answer(next: ResultRow | Error): void;
  /** The row that somebody wants to see. */
  want(id: number): void;
}

/** The host of a row's details over rows in memory; an answer comes when the test gives it. */
export function detailHost(
  run: () => { readonly manifest: RunManifest; readonly rows: readonly StoredRow[] },
): DetailHost {
  const acts: string[] = [];
  let wanted: number | null = null;
  const waiting: ((next: ResultRow | Error) => void)[] = [];
  const answers: (ResultRow | Error)[] = [];

  const nextAnswer = (signal: AbortSignal): Promise<ResultRow | Error> => {
    const given = answers.shift();
    if (given) return Promise.resolve(given);
    return new Promise((resolve) => {
      waiting.push(resolve);
      signal.addEventListener('abort', () => {
        waiting.splice(waiting.indexOf(resolve), 1);
        resolve(new Error('stopped'));
      });
    });
  };
  const rejudgements = createRejudgements(async (row, signal): Promise<Rejudgement> => {
    const answer = await nextAnswer(signal);
    if (answer instanceof Error) throw answer;
    const { manifest, rows } = run();
    const stored = rows.find(({ details }) => details?.row === row);
    if (!stored) throw new Error(`There is no row ${row}.`);
    const usage = { prompt_tokens: 412, completion_tokens: 38 };
    return {
      row,
      stored,
      again: {
        result: { ...stored.result, ...answer },
        details: { row, outcome: 'passed', usage },
      },
      spec: manifest.spec,
      backend: drivenBackend(manifest),
      costUsd: 0.0003,
      durationMs: 1234,
      isDemo: manifest.demo,
      note: undefined,
    };
  });
  const rejudged = async (row: number) => {
    const tokenizer = await loadTokenizer();
    const { all, isAsking } = rejudgements.of(row);
    return { all: all.map((one) => rejudgementView(one, tokenizer)), isAsking };
  };

  return {
    acts,
    answer(next) {
      const first = waiting.shift();
      if (first) first(next);
      else answers.push(next);
    },
    want: (id) => void (wanted = id),
    handlers: {
      wantedRow() {
        const id = wanted;
        wanted = null;
        return { id };
      },
      rowUnless: ({ id }) => ({
        unless: rowUnless(run().manifest, { id, isTrusted: true, hasWorkspace: true }),
      }),
      rowAct({ id, action }) {
        acts.push(`${action} ${id}`);
        return {};
      },
      rejudged: ({ id }) => rejudged(id),
      async rejudge({ id }) {
        await rejudgements.ask(id);
        return rejudged(id);
      },
      stopRejudging({ id }) {
        rejudgements.stop(id);
        return {};
      },
    },
  };
}
