import { strict as assert } from 'node:assert';
import { renderTemplate } from '../../../../../src/core/template/renderTemplate.js';

/** Jinja2 raises when the template runs, or when it is compiled. */
export const FAILS = Symbol('fails');
export const SYNTAX = Symbol('syntax');

/** One test per template, which needs no data, with the text that Python's Jinja2 gives. */
export function itRenders(
  cases: readonly (readonly [template: string, expected: string | symbol])[],
): void {
  for (const [template, expected] of cases) {
    it(template, () => {
      const rendered = renderTemplate(template, { values: {} });
      if (typeof expected === 'string') assert.deepEqual(rendered, { ok: true, output: expected });
      else {
        const kind = rendered.ok ? rendered.output : rendered.error.kind;
        assert.equal(kind, expected === FAILS ? 'runtime' : 'syntax');
      }
    });
  }
}
