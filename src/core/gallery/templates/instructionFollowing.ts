import { QUESTION } from '../galleryColumns.js';
import type { GalleryTemplate } from '../galleryTemplate.js';
import { INFO_BENCH } from '../sources.js';

export const instructionFollowing: GalleryTemplate = {
  id: 'instruction-following',
  title: 'Following instructions',
  summary: 'How many of the requirements of an instruction are met',
  columns: [QUESTION],
  verdict: { type: 'score', min_score: 0, max_score: 10, pass_threshold: 9 },
  sources: [INFO_BENCH],
  rubric: `You score from 0 to 10 how far a response does what it was told.

The instruction:
{{ question }}

Split the instruction into single requirements that can each be answered with yes or no: what is to be done, for whom, how long, in which form and language, what must be in it, what must not. Leave out what nobody asked for.

Ask each one of the response. The score is ten times the share that is met, rounded down: 10 where all are met, 5 where half are, 0 where none is. A requirement that is nearly met is not met.

List in your feedback the requirements that are not met.`,
};
