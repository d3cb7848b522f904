import { t } from '../../l10n/t.js';
import { templateFaults } from '../template/renderTemplate.js';
import type { ImportNotes } from './importNotes.js';

/** Tags of a template: what is printed, what is done, what is commented. */
const TAG = /\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}|\{#[\s\S]*?#\}/g;
const STRING = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g;

/**
 * A Nunjucks template as Jinja. What has no like is noted; a text that is no Jinja even then (one that
 * only looks like a template) stands as it is, between `raw` tags.
 */
export function jinjaOf(source: string, notes: ImportNotes, where: string): string {
  const template = source.replace(TAG, (tag) => (tag.startsWith('{#') ? tag : outsideStrings(tag)));
  if (/\{\{[^}]*\benv\./.test(template)) {
    notes.changed({
      what: t('{{ env.… }} in a template'),
      why: t('Environment variables are no part of a dataset row, so the name prints nothing.'),
      instead: t('Write the value out, or add it as a column of the dataset.'),
      where,
    });
  }
  const [fault] = templateFaults(template);
  if (!fault) return template;
  notes.changed({
    what: t('a template that is no Jinja'),
    why: t(
      'Jinja can’t read it ({0}), so it stands as plain text, between raw tags.',
      fault.message,
    ),
    instead: t('Rewrite it as Jinja and remove the raw tags.'),
    where,
  });
  return rawText(source);
}

/** A text that is printed as it is, whatever it holds. */
export function rawText(text: string): string {
  if (!/\{[{%#]/.test(text)) return text;
  return `{% raw %}${text.replace(/\{%-?\s*endraw\s*-?%\}/g, '')}{% endraw %}`;
}

/** Only what is no text in quotes is rewritten. */
function outsideStrings(tag: string): string {
  const parts: string[] = [];
  let end = 0;
  for (const match of tag.matchAll(STRING)) {
    parts.push(rewritten(tag.slice(end, match.index)), match[0]);
    end = match.index + match[0].length;
  }
  return parts.join('') + rewritten(tag.slice(end));
}

function rewritten(code: string): string {
  return code
    .replace(/\|\s*dump\b(?:\(\s*\d*\s*\))?/g, '| tojson')
    .replace(/([!=])==/g, '$1=')
    .replace(/&&/g, ' and ')
    .replace(/\|\|/g, ' or ')
    .replace(/^(\{%-?\s*)elseif\b/, '$1elif')
    .replace(/^(\{%-?\s*)(?:asyncEach|asyncAll)\b/, '$1for')
    .replace(/^(\{%-?\s*)end(?:each|all)\b/, '$1endfor')
    .replace(/\b([A-Za-z_]\w*(?:\.[A-Za-z_]\w*){0,8})\.length\b/g, '($1 | length)')
    .replace(/\b(?:null|undefined)\b/g, 'none');
}
