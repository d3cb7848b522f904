import { TemplateFailure } from './templateFailure.js';

const MOST_STEPS = 3_000_000;
const MOST_TEXT = 10 * 1024 * 1024;
const MOST_ITEMS = 1_000_000;
const DEEPEST = 200;

/** What one rendering may use up: there is no clock in core, so work is counted instead of time. */
export interface Budget {
  step(count?: number): void;
  /** Counts output, in UTF-16 units. */
  write(length: number): void;
  enter(): void;
  leave(): void;
}

export function createBudget(): Budget {
  let steps = 0;
  let written = 0;
  let depth = 0;
  return {
    step(count = 1) {
      steps += count;
      if (steps > MOST_STEPS) {
        throw new TemplateFailure('timeout', 'The template takes too long; shorten its loops.');
      }
    },
    write(length) {
      written += length;
      checkText(written);
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
}

/** A text about to be made, in UTF-16 units. */
export function checkText(length: number): void {
  if (length > MOST_TEXT) {
    throw new TemplateFailure('timeout', 'The template makes more than 10 MB of text; shorten it.');
  }
}

/** A list about to be made. */
export function checkItems(count: number): void {
  if (count > MOST_ITEMS) {
    throw new TemplateFailure(
      'timeout',
      'The template makes a list of more than 1,000,000 items; shorten it.',
    );
  }
}
