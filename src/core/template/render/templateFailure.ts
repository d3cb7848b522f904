import type { TemplateError } from '../renderTemplate.js';

/** Thrown inside the renderer only; it leaves as a `TemplateError`. */
export class TemplateFailure extends Error {
  constructor(
    readonly kind: TemplateError['kind'],
    message: string,
    /** From 1; undefined where the renderer knows it better. */
    readonly line?: number,
  ) {
    super(message);
  }
}

/** A fault of the running template: one sentence, without its place. */
export function fail(message: string): never {
  throw new TemplateFailure('runtime', message);
}
