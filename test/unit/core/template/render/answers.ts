import { renderTemplate } from '../../../../../src/core/template/renderTemplate.js';

const ROW = {
  values: {
    a: 1,
    b: 'text',
    c: [1, 2, 3],
    d: { k: 'v', items: 5 },
    users: [
      { n: 'x', v: 1 },
      { n: 'y', v: 2 },
    ],
    rows: [
      [1, 2],
      [3, 4],
    ],
    tree: [
      {
        n: 1,
        c: [
          { n: 2, c: [{ n: 4, c: [] }] },
          { n: 3, c: [] },
        ],
      },
      { n: 5, c: [] },
    ],
    yes: true,
    none_: null,
  },
};

/** What Python's Jinja2 makes of a template: its output, or where it fails. */
export type Answer = string | { readonly kind: 'syntax' | 'runtime'; readonly line: number | null };

export function answer(template: string): Answer {
  const rendered = renderTemplate(template, ROW);
  if (rendered.ok) return rendered.output;
  const { kind, line } = rendered.error;
  // Nothing here takes long.
  return { kind: kind === 'syntax' ? kind : 'runtime', line };
}
