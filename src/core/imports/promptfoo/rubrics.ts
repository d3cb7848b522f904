import type { Json, JsonObject } from '../../json.js';
import type { GradedType } from './assertTypes.js';

/** The part of a spec that says how it is judged. */
export interface Judging {
  readonly type: 'classify' | 'score' | 'compare';
  /** Jinja; the response is added by itself. */
  readonly rubric: string;
  readonly fields: JsonObject;
}

interface Asked {
  readonly type: GradedType;
  readonly isNegated: boolean;
  readonly threshold?: number | undefined;
  /** Jinja: what is asked for, or the name of the column that holds it. */
  readonly criterion: string;
  /** promptfoo's points for each answer of `factuality`. */
  readonly factuality: JsonObject;
}

const HALF = 0.5;
const GEVAL_THRESHOLD = 0.7;

/** How a graded assertion is judged here; in our own words, as the judge is another one. */
export function judgingOf(asked: Asked): Judging {
  const { criterion } = asked;
  switch (asked.type) {
    case 'llm-rubric': {
      const rubric = `Decide whether the response meets the criteria.\n\nCriteria:\n${criterion}\n`;
      if (asked.threshold !== undefined && !asked.isNegated) {
        return scale(
          `${rubric}\n- 1: it meets them fully\n- 0.5: it meets them in part\n- 0: it does not meet them\n`,
          asked.threshold,
        );
      }
      return verdict(
        `${rubric}\n- pass: it meets them\n- fail: it does not, or not fully\n`,
        asked.isNegated,
      );
    }
    case 'g-eval':
      return graded(
        `Score how well the response does by these criteria. Go through them step by step before you decide.\n\nCriteria:\n${criterion}\n\n- 1: it does fully what they ask\n- 0.5: it does, with gaps or slips\n- 0: it does not\n`,
        asked,
        GEVAL_THRESHOLD,
      );
    case 'closedqa':
      return verdict(
        `Decide whether the response meets the criterion, and nothing else.\n\nCriterion:\n${criterion}\n\n- pass: it meets the criterion\n- fail: it does not\n`,
        asked.isNegated,
      );
    case 'factuality':
      return factuality(asked);
    case 'answer-relevance':
      return graded(
        'Score how far the response answers what was asked, whether it is right or not.\n\n- 1: all of it answers the question\n- 0.5: it answers in part, or wanders off\n- 0: it does not answer, or evades\n',
        asked,
        HALF,
      );
    case 'context-faithfulness':
      return graded(
        'Score how far the context supports what the response states. Knowledge from elsewhere does not count.\n\nContext:\n{{ context }}\n\n- 1: each statement follows from the context\n- 0.5: about half of them do\n- 0: none does\n',
        asked,
        HALF,
      );
    case 'context-recall':
      return graded(
        `Score how much of the reference the context holds. The response does not count.\n\nReference:\n${criterion}\n\nContext:\n{{ context }}\n\n- 1: each statement of the reference stands in the context\n- 0.5: about half of them do\n- 0: none does\n`,
        asked,
        HALF,
      );
    case 'context-relevance':
      return graded(
        'Score how much of the context is needed to answer the question. The response does not count.\n\nQuestion:\n{{ query }}\n\nContext:\n{{ context }}\n\n- 1: all of it is needed\n- 0.5: about half of it is\n- 0: none is\n',
        asked,
        HALF,
      );
    case 'select-best':
      return {
        type: 'compare',
        rubric: `Decide which response is better by these criteria.\n\nCriteria:\n${criterion}\n\nLength and order do not count.\n`,
        fields: {},
      };
  }
}

function verdict(rubric: string, isNegated: boolean): Judging {
  return {
    type: 'classify',
    rubric,
    fields: { labels: ['pass', 'fail'], pass_labels: [isNegated ? 'fail' : 'pass'] },
  };
}

/** A score from 0 to 1; negated, what lies below the threshold passes: that takes labels. */
function graded(rubric: string, asked: Asked, fallback: number): Judging {
  const threshold = asked.threshold ?? fallback;
  if (!asked.isNegated) return scale(rubric, threshold);
  const levels = `\nGive the label pass for ${clamped(threshold)} or more on this scale, else fail.\n`;
  return verdict(rubric + levels, true);
}

function scale(rubric: string, threshold: number): Judging {
  return {
    type: 'score',
    rubric,
    fields: { min_score: 0, max_score: 1, pass_threshold: clamped(threshold) },
  };
}

function clamped(threshold: number): number {
  return Math.min(1, Math.max(0, threshold));
}

/** Labels and the names that promptfoo's points for them have. */
const FACTS = [
  ['subset', 'subset', 'the response says a part of the reference, and nothing against it'],
  ['superset', 'superset', 'it says all of the reference and more, and nothing against it'],
  ['agree', 'agree', 'it says the same'],
  ['disagree', 'disagree', 'it contradicts the reference'],
  ['other', 'differButFactual', 'it differs in ways that do not touch the facts'],
] as const;

function factuality({ criterion, isNegated, factuality: points }: Asked): Judging {
  const passes = (field: string): boolean => {
    const given: Json | undefined = Object.hasOwn(points, field) ? points[field] : undefined;
    const isPass = typeof given === 'number' ? given > 0 : field !== 'disagree';
    return isPass !== isNegated;
  };
  const passing = FACTS.filter(([, field]) => passes(field)).map(([label]) => label);
  const lines = FACTS.map(([label, , meaning]) => `- ${label}: ${meaning}`).join('\n');
  return {
    type: 'classify',
    rubric: `Compare the facts in the response with the reference. Style, grammar and punctuation do not count.\n\nReference:\n${criterion}\n\n${lines}\n`,
    fields: {
      labels: FACTS.map(([label]) => label),
      // A spec needs one that passes, whatever the points say.
      pass_labels: passing.length > 0 ? passing : ['agree'],
    },
  };
}
