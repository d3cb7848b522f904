import type { Choice } from '../judging/verdictValues.js';
import { lastSentence } from './lastSentence.js';

/** A feedback that reads as if it meant another verdict than the one that was given. */
export interface Contradiction {
  /** The words that say so, as they stand there. */
  readonly words: string;
  /** What they mean: a choice, a label, `incorrect`, a score. */
  readonly says: string;
}

// All checks prefer silence to a false alarm: a sentence that weighs, denies, supposes or reports
// what somebody says is never taken at its word.
const OPEN =
  /\b(?:not|no|nor|neither|never|none|hardly|barely|without|cannot|but|however|although|though|while|whereas|yet|except|despite|unless|only|nearly|almost|instead|rather|if|whether|would|could|might|may|should|unclear|both|equally|equal)\b|n['’]t\b/i;
const REPORTS =
  /\b(?:that|says?|said|claims?|claimed|states?|stated|asserts?|argues?|notes?|noted|mentions?|mentioned|identif(?:y|ies|ied)|points?|pointed|because|since|as the question|explains?|explained|why)\b/i;

const LETTER = '(?<![\\p{L}\\p{N}_-])([AB])(?![\\p{L}\\p{N}_-])';
const NOUN =
  '(?:(?:[Tt]he )?(?:[Rr]esponse|[Aa]nswer|[Aa]ssistant|[Mm]odel|[Cc]andidate|[Oo]ption|[Oo]utput|[Rr]eply|[Tt]ext|[Cc]ompletion)\\s+)?';
const ADVERBS =
  '(?:(?:the|clearly|overall|slightly|much|far|significantly|marginally|generally|also|therefore|thus|ultimately|simply|a bit|a little|somewhat|considerably|substantially|notably|easily|by far)\\s+)*';
/** “A is better at tone” names one side of it alone. */
const WHOLE =
  '(?!\\s+(?:at|in|on|for|with|when|regarding|structured|organi[sz]ed|written|formatted|known|suited)\\b)';

/** Each names the better response, in its only letter or the first of two. */
const BETTER = [
  `${NOUN}${LETTER}\\s+(?:is|was|comes out|remains|seems)\\s+${ADVERBS}(?:better|superior|stronger|preferable|preferred|best|winner|better one|better (?:response|answer|choice|option))\\b${WHOLE}`,
  `${NOUN}${LETTER}\\s+${ADVERBS}(?:wins|won|outperforms|beats|surpasses)\\b${WHOLE}`,
  `\\b(?:I\\s+)?(?:prefer|choose|chose|pick|favou?r|select)\\s+${NOUN}${LETTER}(?=\\s*(?:[.,;:!)]|$|over\\b|because\\b|since\\b|as\\b|to\\b))`,
  `\\b(?:[Bb]etter|[Bb]est|[Pp]referred|stronger|superior|winning)\\s+(?:response|answer|one|choice|option|output|reply)\\s+is\\s+(?:clearly\\s+)?${NOUN}${LETTER}(?=\\s*(?:[.,;:!)]|$))`,
  `\\b(?:[Ww]inner|[Vv]erdict|[Cc]hoice|[Dd]ecision|[Pp]reference)(?:\\s+is|:)\\s*["'“]?${NOUN}${LETTER}(?=["'”]?\\s*(?:[.,;:!)]|$))`,
].map((source) => new RegExp(source, 'gu'));

/** Each names the worse one. */
const WORSE = [
  `${NOUN}${LETTER}\\s+(?:is|was)\\s+${ADVERBS}(?:worse|inferior|weaker)\\b${WHOLE}`,
].map((source) => new RegExp(source, 'gu'));

/**
 * Compare: the last sentence names the other response as the better one. Letters are those that the
 * judge was shown, of the feedback and of the choice alike: of the flipped order both are swapped.
 */
export function choiceContradiction(feedback: string, choice: Choice): Contradiction | undefined {
  if (choice === 'Tie') return undefined;
  const sentence = lastSentence(feedback);
  if (OPEN.test(sentence)) return undefined;
  const named = [
    ...BETTER.flatMap((pattern) => lettersNamed(sentence, pattern)),
    ...WORSE.flatMap((pattern) =>
      lettersNamed(sentence, pattern).map(({ letter, words }) => ({
        letter: letter === 'A' ? ('B' as const) : ('A' as const),
        words,
      })),
    ),
  ];
  const [first] = named;
  if (!first || named.some(({ letter }) => letter !== first.letter)) return undefined;
  return first.letter === choice ? undefined : { words: first.words, says: first.letter };
}

function lettersNamed(sentence: string, pattern: RegExp): { letter: 'A' | 'B'; words: string }[] {
  return [...sentence.matchAll(pattern)].map((match) => ({
    letter: match[1] === 'A' ? 'A' : 'B',
    words: match[0].trim(),
  }));
}

/** Labels that an answer which is called incorrect can't have. */
const CORRECT_LABEL =
  /^(?:correct|right|accurate|true|valid|pass|passes|passed|good|acceptable|ok|yes|factual)$/i;
const INCORRECT_LABEL =
  /^(?:incorrect|wrong|inaccurate|false|invalid|fail|fails|failed|bad|unacceptable|no)$/i;
const SUBJECT =
  "\\b(?:the|this|its|their)\\s+(?:final\\s+|given\\s+|model[’']s\\s+|assistant[’']s\\s+|student[’']s\\s+)?(?:answer|response|reply|output|solution|result)\\s+(?:is|was)\\s+(?:(?:therefore|thus|clearly|completely|entirely|factually|simply|fully|overall)\\s+)*";
const IS_INCORRECT = new RegExp(`${SUBJECT}(?:incorrect|wrong|inaccurate)\\b`, 'i');
const IS_CORRECT = new RegExp(`${SUBJECT}correct\\b(?!\\s+(?:in|on|about|up|only)\\b)`, 'i');

/**
 * Classify: the feedback ends with another label of the list (“Label: wrong”, “I would label this
 * wrong.”), or its last sentence calls the answer incorrect under a label that means correct, or the
 * other way round.
 */
export function labelContradiction(
  feedback: string,
  label: string,
  labels: readonly string[],
): Contradiction | undefined {
  const sentence = lastSentence(feedback);
  if (OPEN.test(sentence.replace(quotedLabels(labels), ''))) return undefined;
  const named = endingLabel(sentence, labels);
  if (named) return named.says === label ? undefined : named;
  if (REPORTS.test(sentence)) return undefined;
  const incorrect = CORRECT_LABEL.test(label.trim()) ? IS_INCORRECT.exec(sentence) : null;
  if (incorrect) return { words: incorrect[0], says: 'incorrect' };
  const correct = INCORRECT_LABEL.test(label.trim()) ? IS_CORRECT.exec(sentence) : null;
  return correct ? { words: correct[0], says: 'correct' } : undefined;
}

/** Labels may hold words that deny (“not relevant”): they stand for themselves. */
function quotedLabels(labels: readonly string[]): RegExp {
  return new RegExp(longestFirst(labels).map(escaped).join('|') || '(?!)', 'gi');
}

const CUE =
  '(?:\\b(?:label|verdict|classification|category|rating|grade|judge?ment|conclusion|decision)(?:\\s+is|\\s+should\\s+be)?\\s*[:=]?|\\b(?:label(?:led)?|classif(?:y|ied)|mark(?:ed)?|grade[d]?|rate[d]?|categori[sz]e[d]?)\\s+(?:(?:it|this|the\\s+(?:answer|response|reply|output))\\s+)?(?:as)?)\\s*["\'“‘(]*';

function endingLabel(sentence: string, labels: readonly string[]): Contradiction | undefined {
  for (const label of longestFirst(labels)) {
    const pattern = new RegExp(
      `${CUE}(?<![\\p{L}\\p{N}_])${escaped(label.trim())}["'”’)]*[.!]*$`,
      'iu',
    );
    const match = pattern.exec(sentence);
    if (match) return { words: match[0].replace(/[.!]+$/, ''), says: label };
  }
  return undefined;
}

/** A label may end with another one: “partly correct”. */
function longestFirst(labels: readonly string[]): string[] {
  return labels.filter((label) => label.trim() !== '').sort((a, b) => b.length - a.length);
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

const NUMBER = '(-?\\d+(?:\\.\\d+)?)';
const PARTIAL =
  '(?!\\s*(?:%|points?\\s+(?:lower|higher|less|more|off)|[-–]\\s*\\d|to\\s+\\d|or\\s|and\\s|for\\b|on\\b|in\\b|if\\b))(?!\\d|\\.\\d)';
const SCORES = [
  `\\b(?:score|rating|grade)\\s+(?:of|is|would\\s+be|:|=)\\s*${NUMBER}${PARTIAL}`,
  `\\b(?:score|rating|grade)\\s*[:=]\\s*${NUMBER}${PARTIAL}`,
  `\\b(?:score|rate|give|gave|grade)\\s+(?:it|this|the\\s+(?:answer|response|reply|output))\\s+(?:a|an)?\\s*${NUMBER}${PARTIAL}`,
  `\\b(?:deserves|earns|gets|receives|merits|warrants)\\s+(?:a|an)\\s+(?:score\\s+of\\s+)?${NUMBER}${PARTIAL}`,
].map((source) => new RegExp(source, 'gi'));
/** Sentences that speak of a score that is not the one given. */
const OTHER_SCORE =
  /\b(?:not|never|cannot|if|would have|could|might|may|instead|rather|below|above|under|over|between|at least|at most|up to|from|lower|higher|than|prevents?|keeps?|short of|reference|criterion|criteria|sub-?scores?|maximum|minimum|highest|lowest|perfect|full|deduct\w*|each|per|rubric|scale|range)\b|n['’]t\b/i;

/**
 * Score: the feedback names one score, of the scale, and it is another one (“a score of 7” where 3
 * was given). More than half a point apart: judges round in words.
 */
export function scoreContradiction(
  feedback: string,
  score: number,
  scale: { readonly min: number; readonly max: number },
): Contradiction | undefined {
  const found: { readonly number: number; readonly words: string }[] = [];
  for (const sentence of feedback.split(/(?<=[.!?])\s+|\n+/)) {
    const named = SCORES.flatMap((pattern) =>
      [...sentence.matchAll(pattern)].map((match) => ({
        number: Number(match[1]),
        words: match[0].trim(),
      })),
    );
    if (named.length > 0 && OTHER_SCORE.test(sentence)) return undefined;
    found.push(...named);
  }
  const [first] = found;
  if (!first || found.some(({ number }) => number !== first.number)) return undefined;
  if (first.number < scale.min || first.number > scale.max) return undefined;
  if (Math.abs(first.number - score) <= 0.5) return undefined;
  return { words: first.words, says: String(first.number) };
}
