import type { Vocabulary } from '../core/judging/bytePairs.js';

/** In the place of the vocabulary of 2 MB, which nobody should wait for in a browser. */
const none: Vocabulary = [];

// As the package of the vocabulary exports it.
export default none;
