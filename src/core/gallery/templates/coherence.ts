import { QUESTION } from '../galleryColumns.js';
import type { GalleryTemplate } from '../galleryTemplate.js';
import { G_EVAL, SUMM_EVAL } from '../sources.js';

export const coherence: GalleryTemplate = {
  id: 'coherence',
  title: 'Coherence',
  summary: 'How well the parts of a text build on each other',
  columns: [QUESTION],
  verdict: { type: 'score', min_score: 1, max_score: 5, pass_threshold: 4 },
  sources: [G_EVAL, SUMM_EVAL],
  rubric: `You score from 1 to 5 how coherent a text is: whether it is one train of thought, and no heap of sentences.

It was written for this:
{{ question }}

Go through it in steps: find its main point; find what each sentence or paragraph adds to that; look for jumps, repetition, contradictions and words like “this” that point at nothing.

5: one point, in an order that helps, without a jump.
4: clear, with one sentence that could stand elsewhere.
3: the point can be found, but the order or repetition stands in the way.
2: single parts make sense, together they don’t.
1: contradicts itself, or has no thread.

Whether it is true or complete does not matter here.`,
};
