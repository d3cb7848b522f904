import { shortDurationText } from '../../core/durationText.js';
import type { DatasetRow } from '../../core/dataset/dataset.js';
import { judgedVerdicts } from '../../core/judging/agreement.js';
import { choicesOf } from '../../core/judging/outcome.js';
import { verdictOf } from '../../core/judging/repeatedVerdict.js';
import { responsesOf } from '../../core/judging/responsesOf.js';
import { rowRequests } from '../../core/judging/rowRequests.js';
import type { KnownResponses, RowRequest } from '../../core/judging/rowRequests.js';
import { countedTokens } from '../../core/judging/tokenizer.js';
import type { Tokenizer } from '../../core/judging/tokenizer.js';
import type { Json } from '../../core/json.js';
import { cacheText } from '../../core/runs/cacheText.js';
import type { RunBackend } from '../../core/runs/manifest.js';
import type { ResultRow, StoredRow } from '../../core/runs/resultRow.js';
import { serviceNote } from '../../core/judging/serviceNote.js';
import type { ResolvedSpec } from '../../core/spec/evalSpec.js';
import { scoreText } from '../../core/stats/figures.js';
import { t } from '../../l10n/t.js';
import type { RequestView, ResultDetail, TitledText } from '../../shared/protocol.js';
import { fieldOf } from '../webview/fieldText.js';
import { requestTitle } from '../webview/requestTitle.js';
import { datasetValues, toneOf } from './judgedRow.js';
import type { JudgedRow } from './judgedRow.js';
import { swapLetters } from './swappedLetters.js';

type CompareSpec = Extract<ResolvedSpec, { type: 'compare' }>;

export interface DetailOptions {
  /** Templates are code, of a workspace that is trusted. */
  readonly mayRender: boolean;
  readonly backend: RunBackend;
  readonly tokenizer: Tokenizer;
}

/** All that is known of one row. */
export function resultDetail(
  judged: JudgedRow,
  spec: ResolvedSpec,
  { mayRender, backend, tokenizer }: DetailOptions,
): ResultDetail {
  const { stored, line, row, outcome, verdict } = judged;
  const { result, details } = stored;
  const own: DatasetRow = { row, values: datasetValues(result, spec) };
  const responses = responsesOf(result, spec);
  const shown = new Set(responses.map(({ responder }) => responder));
  const untold = promptsUntold(backend, mayRender);
  const prompts =
    untold === undefined
      ? renderedRequests(spec, own, { responses, tokenizer })
      : { requests: [], problem: untold };
  return {
    line,
    row,
    tone: toneOf(outcome),
    verdict,
    explanation: explained([explanationOf(judged, spec), repeatedWords(judged, spec)]),
    inputs: Object.keys(own.values)
      .filter((column) => !shown.has(column))
      .map((column) => fieldOf(own, column)),
    responses: responses.map(({ title, responder, value }) => ({
      title: capitalised(title),
      note: typeof responder === 'string' ? t('column {0}', responder) : responder.model,
      text: textOrNull(value),
    })),
    feedback: details?.judgements
      ? details.judgements.flatMap((columns, index) => judgementTexts(columns, index + 1, spec))
      : feedbackOf(result, spec),
    raw: rawTexts(stored, spec),
    errors: (details?.errors ?? []).map(({ stage, message, repeat }) => {
      const title = requestTitle(stage, spec);
      return `${repeat === undefined ? title : t('{0}, judgement {1}', title, repeat)}: ${message}`;
    }),
    requests: prompts.requests,
    requestsProblem: prompts.problem,
    requestsNote: serviceNote(backend) ?? null,
    usage: details?.usage
      ? { prompt: details.usage.prompt_tokens, completion: details.usage.completion_tokens }
      : null,
    duration: details?.duration_ms === undefined ? null : shortDurationText(details.duration_ms),
    cache: cacheText(details?.cache, spec),
  };
}

/** Why no prompt is shown; undefined where they are. */
function promptsUntold(backend: RunBackend, mayRender: boolean): string | undefined {
  if (backend === 'imported') return t('The verdicts were imported: the file tells no prompt.');
  return mayRender ? undefined : t('Prompts are rendered only in a trusted workspace.');
}

function renderedRequests(
  spec: ResolvedSpec,
  row: DatasetRow,
  {
    responses,
    tokenizer,
  }: {
    readonly responses: ReturnType<typeof responsesOf>;
    readonly tokenizer: Tokenizer;
  },
): { requests: RequestView[]; problem: string | null } {
  const known: KnownResponses = Object.fromEntries(
    responses.flatMap(({ field, value }) =>
      typeof value === 'string' ? [[field, value] as const] : [],
    ),
  );
  const rendered = rowRequests(spec, row, known);
  if (rendered.ok) {
    return {
      requests: rendered.requests.map((one) => requestView(one, spec, tokenizer)),
      problem: null,
    };
  }
  const { field, line, message } = rendered.error;
  const place = line === null ? field : t('{0}, line {1}', field, line);
  return { requests: [], problem: t("The prompt can't be rendered ({0}): {1}", place, message) };
}

function requestView(
  { role, model, messages }: RowRequest,
  spec: ResolvedSpec,
  tokenizer: Tokenizer,
): RequestView {
  return {
    role,
    title: requestTitle(role, spec),
    model,
    ...countedTokens({ model, messages }, tokenizer),
    messages: messages.map(({ role: speaker, content }) => ({ role: speaker, content })),
  };
}

function explanationOf({ stored: { result }, outcome }: JudgedRow, spec: ResolvedSpec) {
  switch (outcome) {
    case 'invalid':
      return invalidWords(result, spec);
    case 'judge_error':
      return t('The judge gave no answer, so the row counts neither as passed nor as failed.');
    case 'generation_error':
      return t('There is no response to judge.');
    case 'passed':
    case 'failed':
      return spec.type === 'score'
        ? outcome === 'passed'
          ? t(
              'Passes: the threshold is {0} on a scale of {1} to {2}.',
              spec.pass_threshold,
              spec.min_score,
              spec.max_score,
            )
          : t(
              'Fails: the threshold is {0} on a scale of {1} to {2}.',
              spec.pass_threshold,
              spec.min_score,
              spec.max_score,
            )
        : null;
    case 'a':
    case 'b':
    case 'tie':
      return spec.type === 'compare' ? orderWords(result, spec) : null;
  }
}

/** How several judgements became one verdict. */
function repeatedWords({ stored, agreement }: JudgedRow, spec: ResolvedSpec): string | null {
  const verdicts = judgedVerdicts(stored, spec);
  if (!verdicts || agreement === undefined) return null;
  if (verdicts.every((verdict) => verdict === null)) {
    return t('None of {0} judgements gave a verdict.', verdicts.length);
  }
  return spec.type === 'score'
    ? t('The score is the mean of {0} judgements: {1}.', verdicts.length, agreement)
    : t('{0} judgements gave this verdict.', agreement);
}

function explained(sentences: readonly (string | null)[]): string | null {
  const told = sentences.filter((sentence) => sentence !== null);
  return told.length === 0 ? null : told.join(' ');
}

function invalidWords(result: ResultRow, spec: ResolvedSpec): string {
  if (spec.type === 'compare') return t('No order gave a choice that can be read.');
  const given = spec.type === 'classify' ? result['label'] : result['score'];
  if (given === null || given === undefined) {
    return t('The judge’s answer holds no verdict that can be read; it stands below as it came.');
  }
  const wanted =
    spec.type === 'classify'
      ? t('none of the labels ({0})', spec.labels.join(', '))
      : t('outside the scale of {0} to {1}', spec.min_score, spec.max_score);
  return t('The judge said “{0}”, which is {1}.', textOrNull(given) ?? '', wanted);
}

function orderWords(result: ResultRow, spec: CompareSpec): string {
  const { original, flipped } = choicesOf(result, spec);
  const chose = (choice: string) => (choice === 'Tie' ? t('said tie') : t('chose {0}', choice));
  if (original === undefined && flipped === undefined) {
    return t('The file holds the decision alone, not what was chosen in which order.');
  }
  if (spec.disable_position_bias_correction) return t('Judged in one order: A first, then B.');
  if (original !== undefined && flipped !== undefined) {
    return original === flipped
      ? t('Both orders {0}.', chose(original))
      : t(
          'The orders disagree: with A first the judge {0}, with B first it {1}. That counts as a tie.',
          chose(original),
          chose(flipped),
        );
  }
  const [first, only] = original === undefined ? ['B', flipped] : ['A', original];
  return t(
    'Only one order gave a choice that can be read, with {0} first: it {1}.',
    first,
    chose(only ?? ''),
  );
}

function feedbackOf(result: ResultRow, spec: ResolvedSpec): TitledText[] {
  if (spec.type === 'compare') return compareFeedback(result, spec);
  return [{ title: t('Feedback'), note: null, text: textOrNull(result['feedback']) }];
}

/** What one of several judgements said. */
function judgementTexts(columns: ResultRow, repeat: number, spec: ResolvedSpec): TitledText[] {
  const title = t('Judgement {0}', repeat);
  if (spec.type === 'compare') {
    return compareFeedback(columns, spec).map((each) => ({
      ...each,
      title: `${title}: ${each.title}`,
    }));
  }
  const verdict = verdictOf(columns, spec);
  const note = typeof verdict === 'number' ? scoreText(verdict) : (verdict ?? t('no verdict'));
  return [{ title, note, text: textOrNull(columns['feedback']) }];
}

function compareFeedback(result: ResultRow, spec: CompareSpec): TitledText[] {
  const { original, flipped } = choicesOf(result, spec);
  const reason = textOrNull(result['judge_feedback_original_order']);
  // An imported decision: of which order its reason is, the file does not tell.
  if (original === undefined && flipped === undefined && textOrNull(result['final_decision'])) {
    return reason === null ? [] : [{ title: t('Feedback'), note: null, text: reason }];
  }
  const first: TitledText = {
    title: t('A first, then B'),
    note: original === undefined ? t('no choice') : t('chose {0}', original),
    text: reason,
  };
  if (spec.disable_position_bias_correction) return [first];
  const said = textOrNull(result['judge_feedback_flipped_order']);
  const second: TitledText = {
    title: t('B first, then A'),
    note: [
      flipped === undefined ? t('no choice') : t('chose {0}', flipped),
      ...(said === null ? [] : [t('letters translated')]),
    ].join(' · '),
    text: said === null ? null : swapLetters(said),
  };
  return [first, second];
}

/** What the judge answered, letter for letter, and the row as it is stored. */
function rawTexts({ result, details }: StoredRow, spec: ResolvedSpec): TitledText[] {
  const json = (title: string, value: unknown): TitledText => ({
    title,
    note: null,
    text: JSON.stringify(value, null, 2),
  });
  const stored = json(t('Stored row'), result);
  if (details?.judgements) return [json('Judgements', details.judgements), stored];
  if (spec.type !== 'compare') return [stored];
  const output = (title: string, column: string, note: string | null): TitledText => ({
    title,
    note,
    text: textOrNull(result[column]),
  });
  const outputs = [output(t('Judge, A first'), 'judge_raw_output_original', null)];
  if (!spec.disable_position_bias_correction) {
    outputs.push(
      output(t('Judge, B first'), 'judge_raw_output_flipped', t('here “A” is B and “B” is A')),
    );
  }
  return [...outputs, stored];
}

function textOrNull(value: Json | undefined): string | null {
  if (value === undefined || value === null) return null;
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2);
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
