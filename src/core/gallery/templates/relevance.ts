import { QUESTION } from '../galleryColumns.js';
import type { GalleryTemplate } from '../galleryTemplate.js';
import { RAGAS } from '../sources.js';

export const relevance: GalleryTemplate = {
  id: 'relevance',
  title: 'Relevance to the question',
  summary: 'How well the answer addresses what was asked, no less and no more',
  columns: [QUESTION],
  verdict: { type: 'score', min_score: 1, max_score: 5, pass_threshold: 4 },
  sources: [RAGAS],
  rubric: `You score from 1 to 5 how well an answer addresses the question. Whether it is true is judged elsewhere: take every claim as it stands.

Question:
{{ question }}

Read the answer alone and think of the question that it would be the perfect answer to. The nearer that one is to the real question, the higher the score.

5: answers all that was asked, and nothing else.
4: answers all that was asked, with some words beside the point.
3: answers a part, or the whole among much that was not asked for.
2: speaks of the subject and does not answer.
1: about something else, or no answer at all.`,
};
