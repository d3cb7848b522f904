import { SOURCE_TEXT } from '../galleryColumns.js';
import type { GalleryTemplate } from '../galleryTemplate.js';
import { SUMM_EVAL, MT_BENCH } from '../sources.js';

export const summaryPreference: GalleryTemplate = {
  id: 'summary-preference',
  title: 'Better summary of two',
  summary: 'Which of two summaries of a text is better to have',
  columns: [SOURCE_TEXT],
  verdict: { type: 'compare' },
  sources: [SUMM_EVAL, MT_BENCH],
  rubric: `Two summaries of one text. You decide which one somebody should get who will not read the text.

The text:
{{ source }}

- A summary that says something the text does not say loses against one that does not.
- Of two that are true to the text, the one with more of what matters is better.
- Of two that hold the same, the shorter one is better, and then the one that reads more easily.

Which one stands first counts for nothing.`,
};
