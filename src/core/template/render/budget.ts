import { TemplateFailure } from './templateFailure.js';

const MOST_STEPS = 3_000_000;
const MOST_TEXT = 10 * 1024 * 1024;
const MOST_ITEMS = 1_000_000;
/** Python's own limit stops macros that call each other at about this depth. */
const DEEPEST = 248;

/** What one rendering may use up: there is no clock in core, so work is counted instead of time. */
export interface Budget {
  step(count?: number): void;
  /** Counts output, in UTF-16 units. */
  write(length: number): void;
  enter(): void;
  leave(): void;
}

/**
 * The rendering that runs. Rendering is synchronous, so the last one begun is the only one; values
 * charge their work to it without being handed a budget through every operator and method.
 */
let running: Budget | undefined;

/** Begins a rendering: what values do from here on (`countWork`) is charged to this budget. */
export function createBudget(): Budget {
  let steps = 0;
  let written = 0;
  let depth = 0;
  running = {
    step(count = 1) {
      steps += count;
      if (steps > MOST_STEPS) {
        throw new TemplateFailure('timeout', 'The template takes too long; shorten its loops.');
      }
    },
    write(length) {
      written += length;
      if (written > MOST_TEXT) checkText(written);
    },
    enter() {
      depth += 1;
      if (depth > DEEPEST) {
        throw new TemplateFailure(
          'runtime',
          `Macros or values are nested more than ${DEEPEST} deep.`,
        );
      }
    },
    leave() {
      depth -= 1;
    },
  };
  return running;
}

const WORK_PER_STEP = 32;

/**
 * Charges work that no loop of the template shows, before it is done. `amount` is in characters
 * gone through; an item gone through is worth about 8 of them.
 */
export function countWork(amount: number): void {
  running?.step(amount / WORK_PER_STEP);
}

/** A text about to be made, in UTF-16 units. */
export function checkText(length: number): void {
  if (length > MOST_TEXT) {
    throw new TemplateFailure('timeout', 'The template makes more than 10 MB of text; shorten it.');
  }
  countWork(length);
}

/** A list about to be made. */
export function checkItems(count: number): void {
  if (count > MOST_ITEMS) {
    throw new TemplateFailure(
      'timeout',
      'The template makes a list of more than 1,000,000 items; shorten it.',
    );
  }
  countWork(count * 8);
}
