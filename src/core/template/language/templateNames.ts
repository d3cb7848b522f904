import { t } from '../../../l10n/t.js';
import type { NamePlace, ParsedTemplate, Span } from '../syntax/templateNode.js';
import { parseTemplate } from '../syntax/parseTemplate.js';
import { isConstantName } from '../syntax/parsePrimary.js';
import { isIdentifier } from '../syntax/pythonCharacters.js';
import { GLOBAL_NAMES, templateScopes } from './templateScopes.js';
import type { TemplateVariable } from './templateVariable.js';

interface NameUses {
  readonly name: string;
  /** Where the template binds it; [] for a column and for names such as `loop`. */
  readonly definitions: readonly NamePlace[];
  readonly references: readonly NamePlace[];
}

/** Words that mean something else in an expression, and names that Jinja2 binds itself. */
const RESERVED_NAMES: ReadonlySet<string> = new Set(
  'and or not in is if else loop self super caller varargs kwargs'.split(' '),
);

/** Where the name at an offset is bound first; undefined: no name there, or a column. */
export function definitionAt(parsed: ParsedTemplate, offset: number): NamePlace | undefined {
  return variablesAt(parsed, offset).find(({ definitions }) => definitions.length > 0)
    ?.definitions[0];
}

/** Every place of the name at an offset that means the same. */
export function referencesAt(parsed: ParsedTemplate, offset: number): NameUses | undefined {
  const group = linked(parsed, variablesAt(parsed, offset));
  const [first] = group;
  if (first !== undefined) {
    return {
      name: first.name,
      definitions: sorted(group.flatMap(({ definitions }) => definitions)),
      references: sorted(group.flatMap(({ references }) => references)),
    };
  }
  const { columns, globals } = templateScopes(parsed);
  const column = [...columns, ...globals].find(({ references }) => isAmong(references, offset));
  return column && { name: column.name, definitions: [], references: column.references };
}

/**
 * The places to write a new name for the local name at an offset, in the order of the source, or a
 * sentence that says why it can't be renamed so.
 */
export function renameSpans(
  parsed: ParsedTemplate,
  offset: number,
  newName: string,
): { readonly spans: readonly Span[] } | { readonly refusal: string } {
  const found = renameTarget(parsed, offset);
  if ('refusal' in found) {
    return found;
  }
  const refusal = refusalOf(found.uses.name, newName);
  if (refusal !== undefined) {
    return { refusal };
  }
  const spans = sorted([...found.uses.definitions, ...found.uses.references]);
  const isSame =
    newName === found.uses.name ||
    meaningOf(parsed) === meaningOf(parseTemplate(replaced(parsed.source, spans, newName)));
  return isSame
    ? { spans: spans.map(({ start, end }) => ({ start, end })) }
    : { refusal: t('"{0}" already means something else here; choose another name.', newName) };
}

/** What a rename at an offset would change, or a sentence that says why nothing can be renamed. */
export function renameTarget(
  parsed: ParsedTemplate,
  offset: number,
): { readonly uses: NameUses; readonly place: NamePlace } | { readonly refusal: string } {
  if (parsed.faults.length > 0) {
    return { refusal: t('The template has faults; mend them, then rename.') };
  }
  const uses = referencesAt(parsed, offset);
  const place = [...(uses?.definitions ?? []), ...(uses?.references ?? [])].find((candidate) =>
    isAmong([candidate], offset),
  );
  if (uses === undefined || place === undefined) {
    return { refusal: t('There is no name here that can be renamed.') };
  }
  const { name } = uses;
  const { columns, globals } = templateScopes(parsed);
  if (uses.definitions.length === 0) {
    if (
      isAmong(
        globals.flatMap(({ references }) => references),
        offset,
      )
    ) {
      return { refusal: t('"{0}" is a function of Jinja2 and can’t be renamed.', name) };
    }
    return variablesAt(parsed, offset).length > 0
      ? { refusal: t('"{0}" is Jinja2’s own name and can’t be renamed.', name) }
      : { refusal: t('"{0}" is a column of the dataset; rename it there.', name) };
  }
  const asColumn = new Set(columns.flatMap(({ references }) => references));
  if (uses.references.some((reference) => asColumn.has(reference))) {
    return {
      refusal: t('"{0}" may also be a column where no {% set %} ran; rename it by hand.', name),
    };
  }
  const isOfCaller = variablesAt(parsed, offset).some((variable) => variable.isOfCaller);
  if (isOfCaller && templateScopes(parsed).argumentsOfCaller.has(name)) {
    return { refusal: t('A macro gives "{0}" to its caller by name; rename it by hand.', name) };
  }
  return { uses, place };
}

function refusalOf(name: string, newName: string): string | undefined {
  if (!isIdentifier(newName)) {
    return t('"{0}" is no name: start it with a letter and use letters, digits, _.', newName);
  }
  if (isConstantName(newName) || RESERVED_NAMES.has(newName)) {
    return t('"{0}" has a meaning of its own in Jinja2; choose another name.', newName);
  }
  if (GLOBAL_NAMES.has(newName) && newName !== name) {
    return t('"{0}" is a function of Jinja2; choose another name.', newName);
  }
  return undefined;
}

function variablesAt(parsed: ParsedTemplate, offset: number): readonly TemplateVariable[] {
  return templateScopes(parsed).variables.filter(
    ({ definitions, references }) => isAmong(definitions, offset) || isAmong(references, offset),
  );
}

/** A place counts up to its end: there the cursor stands behind the name. */
function isAmong(places: readonly NamePlace[], offset: number): boolean {
  return places.some(({ start, end }) => start <= offset && offset <= end);
}

/** With the variables that share a use with them: which one it means is known only when it runs. */
function linked(
  parsed: ParsedTemplate,
  variables: readonly TemplateVariable[],
): readonly TemplateVariable[] {
  const all = templateScopes(parsed).variables;
  const group = new Set(variables);
  for (let before = 0; before !== group.size;) {
    before = group.size;
    const uses = new Set([...group].flatMap(({ references }) => references));
    for (const variable of all) {
      if (variable.references.some((reference) => uses.has(reference))) {
        group.add(variable);
      }
    }
  }
  return [...group];
}

function sorted(places: readonly NamePlace[]): NamePlace[] {
  const byStart = new Map(places.map((place) => [place.start, place]));
  return [...byStart.values()].sort((a, b) => a.start - b.start);
}

function replaced(source: string, spans: readonly Span[], newName: string): string {
  let text = '';
  let at = 0;
  for (const { start, end } of spans) {
    text += source.slice(at, start) + newName;
    at = end;
  }
  return text + source.slice(at);
}

/** Which names mean the same, whatever they are called: equal before and after a good rename. */
function meaningOf(parsed: ParsedTemplate): string {
  if (parsed.faults.length > 0) {
    return '';
  }
  const { variables, columns, globals } = templateScopes(parsed);
  const places = variables.flatMap(({ definitions, references }) => [
    ...definitions,
    ...references,
  ]);
  const free = [...columns, ...globals];
  const starts = [...places, ...free.flatMap(({ references }) => references)].map(
    ({ start }) => start,
  );
  const order = new Map([...new Set(starts)].sort((a, b) => a - b).map((start, at) => [start, at]));
  const numbers = (of: readonly NamePlace[]): unknown => of.map(({ start }) => order.get(start));
  return JSON.stringify([
    variables
      .map(({ definitions, references }) => [numbers(definitions), numbers(references)])
      .filter(
        ([definitions, references]) => JSON.stringify([definitions, references]) !== '[[],[]]',
      )
      .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)),
    free
      .map(({ name, references }) => [name, numbers(references)])
      .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)),
  ]);
}
