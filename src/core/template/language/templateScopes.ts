import type { NamePlace, ParsedTemplate } from '../syntax/templateNode.js';
import { ScopeCollector } from './collectScopes.js';
import type { Use, VariableDraft } from './scopeDraft.js';
import type { TemplateColumn, TemplateVariable } from './templateVariable.js';

/** Jinja2's own functions: names of a row that are the same hide them, and are not told apart. */
export const GLOBAL_NAMES: ReadonlySet<string> = new Set([
  'range',
  'dict',
  'lipsum',
  'cycler',
  'joiner',
  'namespace',
]);

interface TemplateScopes {
  /** In the order of their scopes, then of their first definition. */
  readonly variables: readonly TemplateVariable[];
  /** Names that are taken from the row where it has them, Jinja2's functions left out. */
  readonly columns: readonly TemplateColumn[];
  /** Uses of Jinja2's functions. */
  readonly globals: readonly TemplateColumn[];
  /** Names of the arguments that macros give to `caller`. */
  readonly argumentsOfCaller: ReadonlySet<string>;
}

const known = new WeakMap<ParsedTemplate, TemplateScopes>();

/**
 * What each name of a template means. A use that a `set` inside an `if` may or may not have bound is
 * both a reference of that variable and of the column.
 */
export function templateScopes(parsed: ParsedTemplate): TemplateScopes {
  let resolved = known.get(parsed);
  if (resolved === undefined) {
    resolved = resolve(parsed);
    known.set(parsed, resolved);
  }
  return resolved;
}

function resolve(parsed: ParsedTemplate): TemplateScopes {
  const { scopes, uses } = new ScopeCollector(parsed);
  const columns = new Map<string, NamePlace[]>();
  // They were noted in the order in which they run: `{% set x = y %}` reads y first.
  for (const use of [...uses].sort((a, b) => a.place.start - b.place.start)) {
    const { variables, isCertain } = bindingsOf(use);
    for (const variable of variables) {
      variable.references.push(use.place);
      noteArguments(variable, use);
    }
    if (!isCertain) {
      const references = columns.get(use.place.name) ?? [];
      references.push(use.place);
      columns.set(use.place.name, references);
    }
  }
  const free = [...columns].map(([name, references]) => ({ name, references }));
  return {
    variables: scopes.flatMap(({ variables }) => [...variables.values()]),
    columns: free.filter(({ name }) => !GLOBAL_NAMES.has(name)),
    globals: free.filter(({ name }) => GLOBAL_NAMES.has(name)),
    argumentsOfCaller: new Set(
      uses
        .filter(({ place }) => place.name === 'caller')
        .flatMap(({ argumentNames }) => argumentNames.map(({ name }) => name)),
    ),
  };
}

/** The variables that a use may mean, and whether it can mean nothing else. */
function bindingsOf(use: Use): { variables: VariableDraft[]; isCertain: boolean } {
  const { name } = use.place;
  const variables: VariableDraft[] = [];
  let { scope } = use;
  let certainty = use.bound;
  for (;;) {
    const variable = scope.variables.get(name);
    if (variable !== undefined && certainty !== 'not') {
      variables.push(variable);
    }
    if (certainty === 'certainly') {
      return { variables, isCertain: true };
    }
    const { parent, boundBefore } = scope;
    if (parent === undefined) {
      return { variables, isCertain: false };
    }
    // A scope's names are its inner scopes' too, even where they are bound behind them.
    const isCertain = (boundBefore ?? parent.certain).has(name);
    certainty = isCertain ? 'certainly' : parent.variables.has(name) ? 'perhaps' : 'not';
    scope = parent;
  }
}

/** `m(x=1)` names the macro's parameter x. */
function noteArguments(macro: VariableDraft, { argumentNames }: Use): void {
  for (const { name, start, end } of argumentNames) {
    macro.parameters
      .find((parameter) => parameter.name === name)
      ?.references.push({ name, start, end });
  }
}
