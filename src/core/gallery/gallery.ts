import type { GalleryTemplate } from './galleryTemplate.js';
import { coherence } from './templates/coherence.js';
import { concisePreference } from './templates/concisePreference.js';
import { correctness } from './templates/correctness.js';
import { faithfulness } from './templates/faithfulness.js';
import { harmlessness } from './templates/harmlessness.js';
import { helpfulness } from './templates/helpfulness.js';
import { instructionFollowing } from './templates/instructionFollowing.js';
import { preference } from './templates/preference.js';
import { refusals } from './templates/refusals.js';
import { relevance } from './templates/relevance.js';
import { style } from './templates/style.js';
import { summary } from './templates/summary.js';
import { summaryPreference } from './templates/summaryPreference.js';

/** Rubrics to start from: labels first, then scores, then pairs. */
export const GALLERY: readonly GalleryTemplate[] = [
  correctness,
  faithfulness,
  harmlessness,
  refusals,
  relevance,
  helpfulness,
  instructionFollowing,
  summary,
  coherence,
  style,
  preference,
  concisePreference,
  summaryPreference,
];

export function galleryTemplate(id: string): GalleryTemplate | undefined {
  return GALLERY.find((template) => template.id === id);
}
