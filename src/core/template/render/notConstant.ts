import type { Evaluate } from './frame.js';

const REASON = new Error('No constant');

/** Stands for a part of an expression that only a rendering can evaluate. */
export const notConstant: Evaluate = () => {
  throw REASON;
};
