import { QUESTION, REFERENCE } from '../galleryColumns.js';
import type { GalleryTemplate } from '../galleryTemplate.js';
import { SIMPLE_QA, MT_BENCH } from '../sources.js';

export const correctness: GalleryTemplate = {
  id: 'correctness',
  title: 'Correctness with a reference',
  summary: 'Whether the answer says what the reference says: correct, partly or wrong',
  columns: [QUESTION, REFERENCE],
  verdict: {
    type: 'classify',
    labels: ['correct', 'partly correct', 'incorrect', 'not attempted'],
    pass_labels: ['correct'],
  },
  sources: [SIMPLE_QA, MT_BENCH],
  rubric: `You hold an answer against a reference that is known to be right.

Question:
{{ question }}

Reference:
{{ reference }}

First list for yourself the facts that the reference gives and the question asks for. Then look for each of them in the answer.

- correct: it gives all of them and contradicts none. Other words, more detail and another order are fine.
- partly correct: it gives some of them and contradicts none.
- incorrect: it contradicts one of them, even if it gives the others, or hedges between a right and a wrong one.
- not attempted: it gives none of them and contradicts none, as where it declines or asks back.

Judge by the reference alone, not by what you know. Names and numbers count as the same where nobody could take them for another.`,
};
