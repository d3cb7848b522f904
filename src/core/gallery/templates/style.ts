import { QUESTION } from '../galleryColumns.js';
import type { GalleryTemplate } from '../galleryTemplate.js';
import { PROMETHEUS } from '../sources.js';

export const style: GalleryTemplate = {
  id: 'style',
  title: 'Style and tone',
  summary: 'How well a text keeps to a style that you describe',
  columns: [QUESTION],
  verdict: { type: 'score', min_score: 1, max_score: 5, pass_threshold: 4 },
  sources: [PROMETHEUS],
  rubric: `You score from 1 to 5 how well a response keeps to our style. What it says is judged elsewhere.

The style (put your own in the place of these lines):
- friendly and plain: short sentences, everyday words, no jargon that is not explained
- speaks to one person, as “you”
- says the most important thing first
- no exclamation marks, no praise for the question, no apology without a reason

It answers this:
{{ question }}

5: keeps to every line.
4: one slip that few would notice.
3: several slips, or one that stands out.
2: mostly another style.
1: the opposite of it: stiff, rude, or salesy.

Quote in your feedback the words that cost most.`,
};
