import type { SpecPath } from '../text/locatedTree.js';

export function isTemplate(path: SpecPath): boolean {
  return String(path.at(-1)).endsWith('_template');
}

/** Whether the text ends inside `{{ … ` or `{% … `, outside of quotes. */
export function isInExpression(before: string): boolean {
  const open = Math.max(before.lastIndexOf('{{'), before.lastIndexOf('{%'));
  if (open < 0) return false;
  const inside = before.slice(open + 2);
  return !/[%}]\}/.test(inside);
}

export function wordAround(text: string, offset: number): { start: number; end: number } {
  let start = offset;
  while (start > 0 && /[\w-]/.test(text.charAt(start - 1))) start -= 1;
  const after = /^[\w-]*/.exec(text.slice(offset))?.[0].length ?? 0;
  return { start, end: offset + after };
}
