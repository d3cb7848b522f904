import { t } from '../../l10n/t.js';
import type { DatasetRow } from '../dataset/dataset.js';
import { exactLine } from '../dataset/rows/rowLine.js';
import type { JsonObject } from '../json.js';
import type { StoredRow } from '../runs/resultRow.js';
import type { ResolvedSpec } from '../spec/evalSpec.js';
import { responders } from '../spec/responders.js';
import type { Chat } from './chat.js';
import { judgeRequests, responseSource, seeded } from './chatRequests.js';
import type { FieldError, JudgeRequest } from './chatRequests.js';
import type { JudgedResponse } from './judgeMessages.js';
import { outcomeOf } from './outcome.js';
import { parseVerdict } from './parseVerdict.js';
import { repeatedVerdict, repeatsOf } from './repeatedVerdict.js';
import { withRowJournal } from './rowJournal.js';
import type { RowJournal } from './rowJournal.js';
import { generateRole } from './rowRequests.js';
import { verdictColumns } from './verdictColumns.js';
import type { Pass } from './verdictColumns.js';

interface RowTask {
  readonly spec: ResolvedSpec;
  readonly row: DatasetRow;
}

/**
 * Judges one row: generates the responses that aren't in the dataset, asks the judge (compare: in
 * both orders) and writes the service's result columns behind the dataset's; where a name is in
 * both, the result's value stands. What fails for this row alone (a template, a `ChatFailure`, a
 * reply without verdict) is part of the answer; a `UserError` and an abort are thrown, after the
 * row's other requests have ended.
 *
 * With `run.repeats`, the same responses are judged several times side by side; the row's columns are
 * what the judgements come to (`repeatedVerdict`), and the details hold each of them.
 *
 * As on the service, responses are generated before the rubric is rendered, so a row whose rubric
 * fails keeps its response.
 */
export async function judgeRow(task: RowTask, chat: Chat, signal: AbortSignal): Promise<StoredRow> {
  const { spec, row } = task;
  const repeats = repeatsOf(spec);
  return withRowJournal(chat, { signal, repeats }, async (journal) => {
    const responses = await respond(task, journal);
    const texts = responses.map((response) => response?.text ?? null);
    const [first, ...others] = await judgePasses(task, responses, journal);
    const columnsOf = (passes: Passes) => verdictColumns(spec, texts, passes);
    const judgements = [columnsOf(first), ...others.map(columnsOf)] as const;
    const columns = repeatedVerdict(judgements, spec);
    const result = { ...row.values, ...columns };
    const line = exactLine(row, columns);
    return {
      result,
      ...(line !== undefined && { line }),
      details: {
        row: row.row,
        outcome: outcomeOf(result, spec),
        ...journal.details(),
        ...(others.length > 0 && { judgements: judgements.map(withoutOutputs) }),
      },
    };
  });
}

/** The responses to be judged, null where there is none; compare: A and B. */
function respond(
  { spec, row }: RowTask,
  journal: RowJournal,
): Promise<readonly (JudgedResponse | null)[]> {
  const tasks = responders(spec).map(
    ([field, responder]) =>
      async (): Promise<JudgedResponse | null> => {
        const role = generateRole(field);
        const source = responseSource(field, responder, row);
        if (!source.ok) return journal.fail({ role }, 'input', fieldErrorText(source.error));
        if (source.value.from === 'dataset') return source.value;
        const { prompt, request } = source.value;
        const reply = await journal.ask({ role, repeat: 1 }, seeded(request, spec, 1));
        // As on the service, what the model said in place of an answer is judged.
        if (reply?.finish === 'refusal') {
          journal.fail({ role }, 'refusal', t('{0} refused to answer.', request.target.model));
        }
        const origin = { kind: 'generated', model: request.target.model } as const;
        return reply && { prompt, text: reply.text, origin };
      },
  );
  return journal.all(tasks);
}

/** One for each judge request of a judgement; null where it could not be sent or answered. */
type Passes = readonly (Pass | null)[];

const NOT_JUDGED: readonly [Passes] = [[null, null]];

/** The passes of every judgement; of one alone where there is nothing to judge or to ask. */
async function judgePasses(
  { spec, row }: RowTask,
  responses: readonly (JudgedResponse | null)[],
  journal: RowJournal,
): Promise<readonly [Passes, ...Passes[]]> {
  const [first, second] = responses;
  if (!first || second === null) return NOT_JUDGED;
  const requests = judgeRequests(spec, row, second ? [first, second] : [first]);
  if (!requests.ok) {
    journal.fail({ role: 'judge' }, 'input', fieldErrorText(requests.error));
    return NOT_JUDGED;
  }
  const judgement = (repeat: number) => () =>
    journal.all(
      requests.value.map((request) => () => judgePass(request, { spec, repeat, journal })),
    );
  const repeats = Array.from({ length: repeatsOf(spec) }, (_, index) => judgement(index + 1));
  const [judged = NOT_JUDGED[0], ...again] = await journal.all(repeats);
  return [judged, ...again];
}

async function judgePass(
  { role, request, material }: JudgeRequest,
  { spec, repeat, journal }: { spec: ResolvedSpec; repeat: number; journal: RowJournal },
): Promise<Pass | null> {
  const asking = { role, repeat };
  const reply = await journal.ask(asking, seeded(request, spec, repeat));
  if (!reply) return null;
  const parsed = parseVerdict(reply, spec, material);
  if (!parsed.ok) journal.fail(asking, parsed.cause, parsed.reason);
  return { text: reply.text, parsed };
}

/** The outputs are the row's own, the same in each judgement. */
function withoutOutputs(columns: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(columns).filter(([column]) => !column.startsWith('MODEL_TO_EVALUATE_OUTPUT')),
  );
}

function fieldErrorText({ field, line, message }: FieldError): string {
  return line === null ? `${field}: ${message}` : t('{0}, line {1}: {2}', field, line, message);
}
