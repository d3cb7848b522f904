import type { ParsedTemplate } from '../syntax/templateNode.js';
import { parseTemplate } from '../syntax/parseTemplate.js';
import { cursorPlace, type CursorPlace } from './cursorPlace.js';
import {
  argumentEntries,
  builtinEntries,
  globalEntries,
  nameEntries,
  type Entry,
} from './nameEntries.js';
import { keyEntries, partEntries } from './partEntries.js';
import { scopeInTag } from './scopeAt.js';
import { itemsOf, UNKNOWN, type Shape } from './shape.js';
import { keywordEntries, operatorEntries, statementEntries } from './statementEntries.js';
import type { TemplateCompletion, TemplateContext } from './templateContext.js';
import { shapeOf, type Known } from './valueShape.js';

/**
 * What fits at `offset`, in half-typed templates too: columns, names in scope, parts of values,
 * methods, filters, tests, statements. Never throws.
 */
export function completeTemplate(
  parsed: ParsedTemplate,
  offset: number,
  { facts }: TemplateContext,
): TemplateCompletion[] {
  const place = cursorPlace(parsed, offset);
  if (!place) return [];
  const known: Known = { scope: scopeInTag(parsed, offset), facts };
  const entries = entriesAt(place, { parsed, offset, known });
  return entries.map((entry) => ({ isSnippet: false, replace: place.replace, ...entry }));
}

interface At {
  readonly parsed: ParsedTemplate;
  readonly offset: number;
  readonly known: Known;
}

function entriesAt(place: CursorPlace, at: At): Entry[] {
  const { parsed, known } = at;
  switch (place.at) {
    case 'statement':
      return statementEntries(parsed, place.replace);
    case 'value':
      return [
        ...argumentEntries(place.call, { source: parsed.source, scope: known.scope }),
        ...nameEntries(known, parsed.source),
        ...globalEntries(known),
        ...keywordEntries(),
      ];
    case 'operator':
      return operatorEntries(parsed.source, place);
    case 'part':
      return partEntries(shapeOfText(place.target, known), {
        start: place.dot,
        end: place.replace.end,
      });
    case 'key':
      return keyEntries(shapeOfText(place.target, known), {
        quote: place.quote,
        isClosed: parsed.source[place.replace.end] === place.quote,
      });
    case 'attribute':
      return partEntries(itemsOf(shapeOfText(place.target, known)), undefined);
    case 'filter':
    case 'test':
      return builtinEntries(place.at, parsed.source.slice(place.replace.end));
  }
}

/** What a value looks like that stands in the template as `text`. */
function shapeOfText(text: string, known: Known): Shape {
  const { body, faults } = parseTemplate(`{{ ${text} }}`);
  const [output] = body;
  const [value] = output?.kind === 'output' ? output.parts : [];
  if (faults.length > 0 || !value || value.kind === 'text') return UNKNOWN;
  return shapeOf(value, known);
}
