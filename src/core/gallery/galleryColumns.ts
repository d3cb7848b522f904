import type { GalleryColumn } from './galleryTemplate.js';

// The columns that several rubrics need.
export const QUESTION: GalleryColumn = {
  id: 'question',
  holds: 'what the model was asked',
  words: ['question', 'prompt', 'instruction', 'input', 'query', 'turns', 'task', 'problem'],
};
export const REFERENCE: GalleryColumn = {
  id: 'reference',
  holds: 'what a correct answer says',
  words: ['reference', 'expected', 'ideal', 'gold', 'target', 'truth', 'solution'],
};
export const CONTEXT: GalleryColumn = {
  id: 'context',
  holds: 'the passages that the answer is to rest on',
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
  holds: 'the text that was summarized',
  words: ['source', 'document', 'article', 'text', 'ticket', 'transcript', 'dialogue', 'report'],
};
