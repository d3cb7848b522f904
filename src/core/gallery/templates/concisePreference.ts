import { QUESTION } from '../galleryColumns.js';
import type { GalleryTemplate } from '../galleryTemplate.js';
import { ALPACA_EVAL, MT_BENCH } from '../sources.js';

export const concisePreference: GalleryTemplate = {
  id: 'concise-preference',
  title: 'Preference, length left aside',
  summary: 'Which of two responses is better where a longer one earns nothing by itself',
  columns: [QUESTION],
  verdict: { type: 'compare' },
  sources: [ALPACA_EVAL, MT_BENCH],
  rubric: `Two models answered the same instruction. You decide which answer people would rather have, and keep their length out of it.

Instruction:
{{ question }}

Write down for yourself, in a few words each, what each answer gives that the instruction asks for. Strike what repeats, hedges, introduces or sums up. Then compare only what is left: is it right, does it fit, is anything missing that was asked for?

- The one with more of what was asked for, and right, is better.
- Where both hold the same, the one that says it in fewer words is better.
- More headings, lists or examples are no merit by themselves.`,
};
