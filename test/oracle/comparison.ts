import { renderTemplate, type Rendered } from '../../src/core/template/renderTemplate.js';
import type { JsonObject } from '../../src/core/json.js';
import type { PythonAnswer, PythonJinja2, TemplateCase } from './pythonJinja2.js';

/** What differs between Python's answer and ours; undefined: nothing does. */
export type Difference = 'output' | 'only Python fails' | 'only we fail' | 'line';

export interface Compared {
  readonly asked: TemplateCase;
  readonly python: PythonAnswer;
  readonly ours: Rendered;
  readonly difference: Difference | undefined;
}

export function answerOf({ template, context }: TemplateCase): Rendered {
  // A row is an object; the grammar writes no other context.
  return renderTemplate(template, { values: JSON.parse(context) as JsonObject, source: context });
}

export async function compared(
  python: PythonJinja2,
  cases: readonly TemplateCase[],
): Promise<readonly Compared[]> {
  const answers = await python.ask(cases);
  return cases.map((asked, at) => {
    const answer = answers[at]!;
    if ('dropped' in answer) {
      return { asked, python: answer, ours: { ok: true, output: '' }, difference: undefined };
    }
    const ours = answerOf(asked);
    return { asked, python: answer, ours, difference: differenceOf(answer, ours) };
  });
}

function differenceOf(python: PythonAnswer, ours: Rendered): Difference | undefined {
  if ('output' in python) {
    if (!ours.ok) return 'only we fail';
    return ours.output === python.output ? undefined : 'output';
  }
  if (!('error' in python)) return undefined;
  if (ours.ok) return 'only Python fails';
  return python.line === null || ours.error.line === python.line ? undefined : 'line';
}

/** The kind of difference without its details: what stays the same while a case is shrunk. */
export function signatureOf({ python, ours, difference }: Compared): string {
  const theirs = 'error' in python ? `${python.error} ${python.message.split(':')[0]}` : '';
  const own = ours.ok ? '' : ours.error.kind;
  return [difference, theirs, own].join('; ');
}
