import { SOURCE_TEXT } from '../galleryColumns.js';
import type { GalleryTemplate } from '../galleryTemplate.js';
import { SUMM_EVAL, G_EVAL } from '../sources.js';

export const summary: GalleryTemplate = {
  id: 'summary',
  title: 'Quality of a summary',
  summary: 'How consistent, complete and readable a summary is',
  columns: [SOURCE_TEXT],
  verdict: { type: 'score', min_score: 1, max_score: 5, pass_threshold: 4 },
  sources: [SUMM_EVAL, G_EVAL],
  rubric: `You score a summary from 1 to 5.

The text:
{{ source }}

Look at four things, in this order:
1. Consistency: everything that it says is in the text.
2. Relevance: it holds what matters in the text, and little else.
3. Coherence: its sentences build on each other.
4. Fluency: its language is right.

5: all four without fault.
4: consistent, and a small fault in one of the others.
3: consistent, but something that matters is missing, or it is hard to follow.
2: a small thing in it is not in the text, or most of what matters is missing.
1: it says something that matters and is not in the text, or contradicts it.

Nothing outweighs a claim that is not in the text.`,
};
