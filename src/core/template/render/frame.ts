import { TemplateObject } from '../values/pythonValue.js';
import type { Value } from '../values/pythonValue.js';
import type { Rendering } from './rendering.js';

class Missing extends TemplateObject {
  readonly typeName = 'missing';
  text(): string {
    return 'missing';
  }
}

/** In a slot: nothing is bound there. It never leaves the slots: reading it gives undefined. */
export const MISSING: Value = new Missing();

/**
 * Names that the template exports at its top level, as blocks see them, over the row's columns; in
 * a scoped block also the names that were bound where it stands.
 */
export type Exported = Map<string, Value>;

/** The bindings of one run of the template, a block, a macro, a recursive loop or a loop's filter. */
export class Frame {
  readonly slots: Value[];

  constructor(
    readonly rendering: Rendering,
    size: number,
    /** The frame in which the macro, loop or loop filter was defined. */
    readonly outer: Frame | null,
    readonly exported: Exported,
  ) {
    const slots: Value[] = [];
    for (let place = 0; place < size; place += 1) slots.push(MISSING);
    this.slots = slots;
  }
}

export type Evaluate = (frame: Frame) => Value;
export type Run = (frame: Frame) => void;

/** The frame `hops` definitions further out. */
export function outerFrame(frame: Frame, hops: number): Frame {
  let at = frame;
  for (let hop = 0; hop < hops && at.outer; hop += 1) at = at.outer;
  return at;
}
