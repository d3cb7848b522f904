import type { ImportNotes } from '../importNotes.js';
import { jinjaOf } from '../jinjaOf.js';

/** Stands where a grader quotes the response: the judge is shown it by itself, in a frame of its own. */
const RESPONSE = '(the response)';
const TAG = /\{\{([\s\S]*?)\}\}/g;

/**
 * A template of OpenAI's evals as Jinja over the dataset's columns: `{{ item.x }}` is the column `x`,
 * `{{ sample.output_text }}` the response.
 */
export function itemTemplate(source: string, notes: ImportNotes, where: string): string {
  const template = source.replace(TAG, (tag, inner: string) => {
    const name = inner.trim();
    if (/^sample\.output_text$/.test(name)) return RESPONSE;
    if (name.startsWith('sample.')) {
      notes.changed({
        what: `{{ ${name} }}`,
        why: 'The judge is shown the text of a response and nothing else of it.',
        instead: 'Write what the rubric needs into a column of the dataset.',
        where,
      });
      return RESPONSE;
    }
    return tag.replace(/\bitem\.(?=[A-Za-z_])/g, '');
  });
  return jinjaOf(template, notes, where);
}

/** Whether a template is nothing but the response. */
export function isResponse(text: string): boolean {
  return text.trim() === RESPONSE;
}
