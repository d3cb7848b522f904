import { t } from '../../../l10n/t.js';

/** Assertions that a judge decides, by what a spec can make of them. */
export type GradedType =
  | 'llm-rubric'
  | 'g-eval'
  | 'closedqa'
  | 'factuality'
  | 'answer-relevance'
  | 'context-faithfulness'
  | 'context-recall'
  | 'context-relevance'
  | 'select-best';

/** promptfoo's names of them. */
export const GRADED = {
  'llm-rubric': 'llm-rubric',
  'g-eval': 'g-eval',
  'model-graded-closedqa': 'closedqa',
  'model-graded-factuality': 'factuality',
  factuality: 'factuality',
  'answer-relevance': 'answer-relevance',
  'context-faithfulness': 'context-faithfulness',
  'context-recall': 'context-recall',
  'context-relevance': 'context-relevance',
  'select-best': 'select-best',
} as const satisfies Record<string, GradedType>;

interface Reason {
  readonly why: string;
  readonly instead?: string;
}

const EXACT: Reason = {
  get why() {
    return t('It is decided by comparing texts, and every verdict of Gavel is a judge’s.');
  },
  get instead() {
    return t('Keep it as a unit test of your own, or write what it asks for into the rubric.');
  },
};
const CODE: Reason = {
  get why() {
    return t('It is code of your own, and none is run.');
  },
  get instead() {
    return t('Say in a rubric what the code checks, or keep it as a unit test.');
  },
};
const FORM: Reason = {
  get why() {
    return t('It is decided by a parser, and every verdict of Gavel is a judge’s.');
  },
  get instead() {
    return t('Keep it as a unit test of your own.');
  },
};
const METER: Reason = {
  get why() {
    return t('It measures the request, not the response.');
  },
  get instead() {
    return t('Tokens, cost and times of each row stand in the results of a local run.');
  },
};
const EMBEDDING: Reason = {
  get why() {
    return t('It compares embeddings or counts words in common, which Gavel does not.');
  },
  get instead() {
    return t('Judge against the reference: classify with the labels same and different.');
  },
};
const SERVICE: Reason = {
  get why() {
    return t('It asks a service of its own.');
  },
  get instead() {
    return t('Write a rubric for what it finds, judged by a model.');
  },
};
const TRACE: Reason = {
  get why() {
    return t('It looks at calls of tools or at a trace, of which a dataset row holds nothing.');
  },
  get instead() {
    return t('Write the calls into a column and name it in the rubric.');
  },
};

const all = (reason: Reason, names: string): [string, Reason][] =>
  names.split(' ').map((name) => [name, reason]);

/** Why an assertion is in no spec, and what to do in its place. */
export const NOT_CARRIED: Readonly<Record<string, Reason>> = Object.fromEntries([
  ...all(
    EXACT,
    'equals contains contains-all contains-any icontains icontains-all icontains-any regex starts-with levenshtein word-count',
  ),
  ...all(
    FORM,
    'is-json contains-json is-html contains-html is-xml contains-xml is-sql contains-sql',
  ),
  ...all(CODE, 'javascript python ruby webhook'),
  ...all(METER, 'latency cost perplexity perplexity-score finish-reason'),
  ...all(
    EMBEDDING,
    'similar similar:cosine similar:dot similar:euclidean bleu gleu meteor rouge-n',
  ),
  ...all(SERVICE, 'classifier moderation guardrails pi search-rubric is-refusal'),
  ...all(
    TRACE,
    'is-valid-function-call is-valid-openai-function-call is-valid-openai-tools-call tool-call-f1 trace-error-spans trace-span-count trace-span-duration skill-used',
  ),
  [
    'human',
    {
      get why() {
        return t('It is a person’s verdict.');
      },
      get instead() {
        return t('Label the rows of a run in the results editor (Gavel: Label Rows).');
      },
    },
  ],
  [
    'max-score',
    {
      get why() {
        return t('It chooses by the sum of the other assertions.');
      },
      get instead() {
        return t('Compare the runs of both candidates (Gavel: Compare Runs).');
      },
    },
  ],
  [
    'conversation-relevance',
    {
      get why() {
        return t('It goes through the turns of a talk one by one.');
      },
      get instead() {
        return t('Write the talk into a column and score it with a rubric.');
      },
    },
  ],
]);
