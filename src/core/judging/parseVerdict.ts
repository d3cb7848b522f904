import { numberText, t } from '../../l10n/t.js';
import type { Json } from '../json.js';
import type { FailureCause } from '../runs/resultRow.js';
import type { ResolvedSpec } from '../spec/evalSpec.js';
import type { ChatReply } from './chat.js';
import { readObjects } from './readObjects.js';
import type { FoundObject } from './readObjects.js';
import { asChoice, asLabel, asScore } from './verdictValues.js';
import type { Choice } from './verdictValues.js';

export type Verdict =
  | { readonly type: 'classify'; readonly label: string }
  | { readonly type: 'score'; readonly score: number }
  | { readonly type: 'compare'; readonly choice: Choice };

export type ParsedVerdict =
  | { readonly ok: true; readonly verdict: Verdict; readonly feedback: string }
  | {
      readonly ok: false;
      /** What was wrong with the reply: one sentence. */
      readonly reason: string;
      readonly cause: FailureCause;
      /** A label outside the list or a score outside the range, as the judge gave it; else null. */
      readonly given: string | number | null;
      /** The judge's feedback where the reply could be read, else the reply's text. */
      readonly feedback: string;
    };

/** Field of the judge's JSON that holds the verdict. */
const VERDICT_FIELD = { classify: 'label', score: 'score', compare: 'choice' } as const;

/** More than any model writes at once, thinking and all. */
const MOST_CHARACTERS = 2_000_000;
/** Each is looked for in the judged material. */
const MOST_OBJECTS = 500;

/**
 * Reads the judge's reply. Tolerant of form: thinking before it, prose and code fences around it,
 * trailing commas. Strict in substance: no verdict is guessed or bent into the list or range.
 *
 * Where several objects hold a verdict, the last one counts, as a judge that thinks aloud ends with
 * its conclusion; but only if all of them say the same. Two different verdicts, a field given twice,
 * or a reply that stops within an object are no verdict. An object that also stands in the judged
 * material is a quotation, unless it is the whole reply.
 *
 * @param material the judged texts of the request
 */
export function parseVerdict(
  reply: Pick<ChatReply, 'text' | 'finish'>,
  spec: ResolvedSpec,
  material: readonly string[],
): ParsedVerdict {
  const invalid = (reason: string, cause: FailureCause = 'unreadable'): ParsedVerdict => ({
    ok: false,
    reason,
    // What was cut off can't be read for that reason.
    cause: reply.finish === 'length' ? 'truncated' : cause,
    given: null,
    feedback: reply.text,
  });
  if (reply.finish === 'refusal') return invalid(t('The judge refused to answer.'), 'refusal');
  if (reply.text.trim() === '') return invalid(t('The judge answered with an empty reply.'));

  if (reply.text.length > MOST_CHARACTERS) {
    const most = numberText(MOST_CHARACTERS);
    return invalid(t('The judge’s reply is longer than {0} characters.', most));
  }

  const field = VERDICT_FIELD[spec.type];
  const answer = withoutThinking(reply.text);
  if (answer === undefined) return invalid(t('The judge’s reply ends before its thinking does.'));
  const found = readObjects(answer.text);
  if (found.truncated) return invalid(t('The judge’s reply stops within its JSON.'));

  if (found.objects.length > MOST_OBJECTS) {
    return invalid(t('The judge’s reply holds more than {0} JSON objects.', MOST_OBJECTS));
  }

  // Made where it is needed: most replies are their verdict and nothing else.
  let dense: readonly string[] | undefined;
  const quoted = () => (dense ??= material.map(withoutSpace));
  const said = found.objects.filter(
    (object) =>
      object.keys.includes(field) &&
      ((answer.whole && reply.finish !== 'length' && isAll(object, answer.text)) ||
        !isQuotation(object, quoted())),
  );
  const last = said.at(-1);
  if (!last) return invalid(t('The judge’s reply holds no JSON object with a "{0}".', field));
  if (last.keys.filter((key) => key === field).length > 1) {
    return invalid(t('The judge’s reply gives "{0}" more than once.', field));
  }
  const verdicts = new Set(said.map((object) => verdictKey(object.value[field], spec)));
  if (verdicts.size > 1) return invalid(t('The judge’s reply holds two different verdicts.'));
  return readVerdict(last, spec, reply.text);
}

function readVerdict(object: FoundObject, spec: ResolvedSpec, text: string): ParsedVerdict {
  const given = object.value[VERDICT_FIELD[spec.type]] ?? null;
  const feedback = feedbackOf(object.value['feedback']);
  const invalid = (reason: string, kept: string | number | null): ParsedVerdict => ({
    ok: false,
    reason,
    cause: kept === null ? 'unreadable' : 'not_allowed',
    given: kept,
    feedback: kept === null ? text : (feedback ?? text),
  });
  const shown = JSON.stringify(given);
  switch (spec.type) {
    case 'classify': {
      const label = asLabel(given, spec.labels);
      if (label !== undefined) {
        return { ok: true, verdict: { type: 'classify', label }, feedback: feedback ?? '' };
      }
      const kept = typeof given === 'string' ? given : null;
      return invalid(t('The judge’s label {0} is not in the list of labels.', shown), kept);
    }
    case 'score': {
      const score = asScore(given);
      if (score === undefined) {
        return invalid(t('The judge’s score {0} is not a number.', shown), null);
      }
      if (score >= spec.min_score && score <= spec.max_score) {
        return { ok: true, verdict: { type: 'score', score }, feedback: feedback ?? '' };
      }
      const range = t('{0} to {1}', spec.min_score, spec.max_score);
      return invalid(t('The judge’s score {0} is outside the range {1}.', score, range), score);
    }
    case 'compare': {
      const choice = asChoice(given);
      if (choice !== undefined) {
        return { ok: true, verdict: { type: 'compare', choice }, feedback: feedback ?? '' };
      }
      return invalid(t('The judge’s choice {0} is none of A, B and Tie.', shown), null);
    }
  }
}

/** Verdicts that mean the same have the same key (`8` and `"8"`, `wrong` and ` wrong`). */
function verdictKey(given: Json | undefined, spec: ResolvedSpec): string {
  const value =
    spec.type === 'classify'
      ? asLabel(given, spec.labels)
      : spec.type === 'score'
        ? asScore(given)
        : asChoice(given);
  return JSON.stringify(value ?? given);
}

function feedbackOf(value: Json | undefined): string | undefined {
  if (value === undefined || value === null) return undefined;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** What the judge said after thinking; `whole` where nothing that it may have quoted was cut off. */
interface Answer {
  readonly text: string;
  readonly whole: boolean;
}

/**
 * The reply after its thinking block; undefined for a block that is never closed. Some servers send
 * the closing tag alone, as the opening one belongs to their chat template; such a tag may as well
 * be quoted from the material.
 */
function withoutThinking(text: string): Answer | undefined {
  const opened = /^\s*(?:<(think|thinking|thought|reasoning)>|\[THINK\])/.exec(text);
  if (opened) {
    const close = opened[1] === undefined ? '[/THINK]' : `</${opened[1]}>`;
    const end = text.indexOf(close, opened[0].length);
    return end < 0 ? undefined : { text: text.slice(end + close.length), whole: true };
  }
  const end = text.trimStart().startsWith('{') ? -1 : text.indexOf('</think>');
  if (end < 0) return { text, whole: true };
  return { text: text.slice(end + '</think>'.length), whole: false };
}

/** The object, in a code fence or not, is all there is. */
function isAll(object: FoundObject, answer: string): boolean {
  const text = answer.trim();
  if (!text.startsWith('```') || !text.endsWith('```')) return text === object.source;
  const inside = text.replace(/^```\w*/, '').slice(0, -'```'.length);
  return inside.trim() === object.source;
}

function isQuotation(object: FoundObject, dense: readonly string[]): boolean {
  const source = withoutSpace(object.source);
  return dense.some((text) => text.includes(source));
}

function withoutSpace(text: string): string {
  return text.replace(/\s+/g, '');
}
