import { QUESTION } from '../galleryColumns.js';
import type { GalleryTemplate } from '../galleryTemplate.js';
import { MT_BENCH } from '../sources.js';

export const preference: GalleryTemplate = {
  id: 'preference',
  title: 'Pairwise preference',
  summary: 'Which of two responses is better, as a careful person would choose',
  columns: [QUESTION],
  verdict: { type: 'compare' },
  sources: [MT_BENCH],
  rubric: `Two assistants answered the same person. You decide which response is better.

The person wrote:
{{ question }}

Compare them in this order, and stop where one is clearly ahead:
1. Does it do what was asked?
2. Is it right? A false statement weighs more than a missing one.
3. Is it complete as far as the person needs it?
4. Is it easy to follow?

Which one stands first, how long each is, and how confident it sounds count for nothing. Where both are equally good or equally bad, say so.`,
};
