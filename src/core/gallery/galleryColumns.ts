import { t } from '../../l10n/t.js';
import type { GalleryColumn } from './galleryTemplate.js';

// The columns that several rubrics need.
export const QUESTION: GalleryColumn = {
  id: 'question',
  get holds() {
    return t('what the model was asked');
  },
  words: ['question', 'prompt', 'instruction', 'input', 'query', 'turns', 'task', 'problem'],
};
export const REFERENCE: GalleryColumn = {
  id: 'reference',
  get holds() {
    return t('what a correct answer says');
  },
  words: ['reference', 'expected', 'ideal', 'gold', 'target', 'truth', 'solution'],
};
export const CONTEXT: GalleryColumn = {
  id: 'context',
  get holds() {
    return t('the passages that the answer is to rest on');
  },
  words: [
    'context',
    'contexts',
    'passage',
    'passages',
    'retrieved',
    'document',
    'policy',
    'article',
  ],
};
export const SOURCE_TEXT: GalleryColumn = {
  id: 'source',
  get holds() {
    return t('the text that was summarized');
  },
  words: ['source', 'document', 'article', 'text', 'ticket', 'transcript', 'dialogue', 'report'],
};
