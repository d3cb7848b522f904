import { isNameable } from '../../spec/templateNames.js';
import type { BuiltinParameter } from '../builtins/builtin.js';
import { FILTERS, GLOBALS, TESTS } from '../builtins/builtinTable.js';
import type { CallPlace } from './cursorPlace.js';
import { docEntry } from './docEntry.js';
import { factLines, fillRate, kindText, shapeText } from './factTexts.js';
import type { Binding, Scope } from './scopeAt.js';
import {
  builtinParameters,
  macroParameters,
  signatureText,
  type SignatureParameter,
} from './signatures.js';
import type { TemplateCompletion } from './templateContext.js';
import { bindingShape, type Known } from './valueShape.js';

/** A completion before its place is known. */
export type Entry = Omit<TemplateCompletion, 'replace' | 'isSnippet'> &
  Partial<Pick<TemplateCompletion, 'replace' | 'isSnippet'>>;

/** Columns and the names that the template binds, those bound nearest first. */
export function nameEntries(known: Known, source: string): Entry[] {
  const bound = [...known.scope.values()].reverse();
  const columns = (known.facts?.columns ?? []).filter(
    ({ name }) => isNameable(name) && !known.scope.has(name),
  );
  return [
    ...bound.map((binding, index) => bindingEntry(binding, { known, source, index })),
    ...columns.map((column, index): Entry => ({
      label: column.name,
      kind: 'column',
      insertText: column.name,
      detail: `${kindText(column)}, ${fillRate(column)}`,
      documentation: [...factLines(column, 'row'), ...column.samples],
      sortText: `2${order(index)}`,
    })),
  ];
}

function bindingEntry(
  { name, kind, origin, scope }: Binding,
  at: { readonly known: Known; readonly source: string; readonly index: number },
): Entry {
  const shape = bindingShape({ name, kind, origin, scope, place: NOWHERE }, at.known);
  const detail =
    origin.from === 'macro'
      ? signatureText(name, macroParameters(origin.macro.parameters, at.source))
      : shapeText(shape);
  const samples = shape.facts?.samples ?? [];
  return {
    label: name,
    kind,
    insertText: name,
    ...(detail !== '' && { detail }),
    ...(samples.length > 0 && { documentation: samples }),
    sortText: `${kind === 'macro' ? '3' : '1'}${order(at.index)}`,
  };
}

const NOWHERE = { start: 0, end: 0 };

/** The names that every template knows. */
export function globalEntries({ scope, facts }: Known): Entry[] {
  const hidden = new Set([...scope.keys(), ...(facts?.columns ?? []).map(({ name }) => name)]);
  return [...GLOBALS.keys()]
    .filter((name) => !hidden.has(name))
    .map((name) => ({
      label: name,
      kind: 'global',
      insertText: `${name}($0)`,
      isSnippet: true,
      ...docEntry('global', name),
      sortText: `5${name}`,
    }));
}

/** Arguments that can still be named in the call around the cursor. */
export function argumentEntries(
  call: CallPlace | undefined,
  at: { readonly source: string; readonly scope: Scope },
): Entry[] {
  if (!call || call.current !== undefined) return [];
  return (parametersOf(call, at) ?? [])
    .slice(call.index - call.named.length)
    .flatMap(({ label, name }, index): Entry[] =>
      name === undefined || call.named.includes(name)
        ? []
        : [
            {
              label: `${name}=`,
              kind: 'argument',
              insertText: `${name}=`,
              ...(label !== name && { detail: label }),
              sortText: `0${order(index)}`,
            },
          ],
    );
}

/** Parameters of what is called; undefined where that is not known. */
function parametersOf(
  { kind, callee }: CallPlace,
  { source, scope }: { readonly source: string; readonly scope: Scope },
): readonly SignatureParameter[] | undefined {
  if (kind !== 'function') return builtinParameters(kind, callee);
  const origin = scope.get(callee)?.origin;
  return origin?.from === 'macro' ? macroParameters(origin.macro.parameters, source) : undefined;
}

/** Every filter or test; with parentheses where it needs arguments. `after`: what follows. */
export function builtinEntries(kind: 'filter' | 'test', after: string): Entry[] {
  const builtins = [...(kind === 'filter' ? FILTERS : TESTS).values()];
  return builtins
    .filter(({ name }) => /^\w+$/.test(name))
    .map(({ name, parameters }) => {
      const isCall = parameters.slice(1).some(isNeeded) && !after.startsWith('(');
      return {
        label: name,
        kind,
        insertText: isCall ? `${name}($0)` : name,
        isSnippet: isCall,
        ...docEntry(kind, name),
        sortText: name,
      };
    });
}

function isNeeded(parameter: BuiltinParameter): boolean {
  return !parameter.rest && !('otherwise' in parameter);
}

/** Keeps an order that is not the alphabet's. */
export function order(index: number): string {
  return String(index).padStart(5, '0');
}
