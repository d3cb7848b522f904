import assert from 'node:assert/strict';
import {
  renderTemplate,
  templateColumns,
  traceTemplate,
} from '../../../src/core/template/renderTemplate.js';
import type { Rendered } from '../../../src/core/template/renderTemplate.js';
import { setSnares, touchedBy } from '../hostSnares.js';
import type { FuzzTarget } from './fuzzTarget.js';
import { hostileRow } from './hostileRows.js';
import { templatesToTry } from './hostTemplates.js';

setSnares();

/** Of the text that a template makes, as the sandbox promises; a trailing newline may come to it. */
const MOST_TEXT = 10 * 1024 * 1024;

export const targets: readonly FuzzTarget[] = templatesToTry(checkRendering);

/** An output or a located sentence within the budget, and nothing of the host is touched. */
function checkRendering(text: string, number: number): void {
  const row = hostileRow(templateColumns(text), number);
  const { made: rendered, touched } = touchedBy(() => renderTemplate(text, row));
  assert.deepEqual(touched, []);
  checkRendered(rendered, text);
  // What is watched while it renders comes to the same.
  const traced = touchedBy(() => traceTemplate(text, row));
  assert.deepEqual(traced.touched, []);
  assert.deepEqual(traced.made.rendered, rendered);
  const length = rendered.ok ? rendered.output.length : MOST_TEXT + 1;
  for (const { start, end, template } of traced.made.trace.pieces) {
    assert.ok(0 <= start && start <= end && end <= length, 'a piece beyond the output');
    assert.ok(0 <= template.start && template.end <= text.length, 'a piece of nothing');
  }
}

function checkRendered(rendered: Rendered, text: string): void {
  if (rendered.ok) {
    assert.equal(typeof rendered.output, 'string');
    assert.ok(rendered.output.length <= MOST_TEXT, `${rendered.output.length} characters`);
    return;
  }
  const { kind, line, message } = rendered.error;
  assert.ok(['syntax', 'runtime', 'timeout'].includes(kind));
  assert.ok(
    line === null || (line >= 1 && line <= text.split(/\r\n|\r|\n/).length),
    'no such line',
  );
  assert.match(message, /^\S[^]*[.!?]$/);
  // The sentence for what the interpreter did not foresee.
  assert.notEqual(message, 'The template could not be rendered on this row.');
}
