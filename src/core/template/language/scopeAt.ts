import type {
  Expression,
  NamePlace,
  Parameter,
  ParsedTemplate,
  Span,
  Statement,
  StatementOf,
  Target,
} from '../syntax/templateNode.js';
import { openTagAt } from './tagTokens.js';

/** Where the value of a name comes from. `path`: the places it is unpacked from. */
type Origin =
  | { readonly from: 'items'; readonly iterable: Expression; readonly path: readonly number[] }
  | { readonly from: 'value'; readonly value: Expression; readonly path: readonly number[] }
  | { readonly from: 'text' }
  | { readonly from: 'loop'; readonly iterable: Expression }
  | { readonly from: 'parameter'; readonly macro: string; readonly otherwise: Expression | null }
  | { readonly from: 'macro'; readonly macro: StatementOf<'macro'> }
  | { readonly from: 'caller'; readonly parameters: readonly Parameter[] }
  | { readonly from: 'template' };

/** A name that the template itself binds. */
export interface Binding {
  readonly name: string;
  readonly kind: 'loop-variable' | 'variable' | 'parameter' | 'macro';
  /** Where it is bound. */
  readonly place: Span;
  readonly origin: Origin;
  /** The names that its origin's expressions see. */
  readonly scope: Scope;
}

/** The names bound at one place; a later binding hides an earlier one. */
export type Scope = ReadonlyMap<string, Binding>;

const NO_NAMES: Scope = new Map();

/** The names that a template binds itself, as seen in a tag being typed up to `offset`. */
export function scopeInTag(parsed: ParsedTemplate, offset: number): Scope {
  const tag = openTagAt(parsed, offset);
  // What the tag itself binds is not known before its end, but for a loop's own condition.
  const isLoop = tag?.tokens[0]?.text === 'for';
  return scopeAt(parsed.body, tag && !isLoop ? tag.from : offset, parsed.source);
}

/** The names that a template binds itself, as seen at `offset`; in a broken template too. */
export function scopeAt(body: readonly Statement[], offset: number, source: string): Scope {
  return visit(body, NO_NAMES, { offset, source });
}

interface At {
  readonly offset: number;
  readonly source: string;
}

function visit(body: readonly Statement[], outer: Scope, at: At): Scope {
  let scope = outer;
  for (const statement of body) {
    if (statement.start >= at.offset) break;
    scope = endsAfter(statement, at) ? inside(statement, scope, at) : behind(statement, scope);
  }
  return scope;
}

/** Whether `offset` is in the statement; one without its end tag goes on to the template's end. */
function endsAfter(statement: Statement, { offset, source }: At): boolean {
  if (statement.end > offset) return true;
  if (!('tags' in statement)) return false;
  const last = statement.tags.at(-1);
  return !last || !/^\{%[-+]?\s*end/.test(source.slice(last.start, last.end));
}

function inside(statement: Statement, scope: Scope, at: At): Scope {
  if (!('tags' in statement)) return scope;
  const [opening] = statement.tags;
  // In its own tag: a loop's condition sees the loop's names, and nothing else does.
  if (opening && at.offset < opening.end) {
    if (statement.kind !== 'for') return scope;
    const isInFilter = /\bif\b/.test(at.source.slice(statement.iterable.end, at.offset));
    return isInFilter ? withLoop(statement, scope) : scope;
  }
  switch (statement.kind) {
    case 'if': {
      const branches = [...statement.branches.map(({ body }) => body), statement.otherwise];
      const index = statement.tags.filter(({ end }) => end <= at.offset).length - 1;
      return visit(branches[index] ?? [], scope, at);
    }
    case 'for': {
      const isElse = statement.tags.filter(({ end }) => end <= at.offset).length > 1;
      if (isElse) return visit(statement.otherwise, scope, at);
      return visit(statement.body, withLoop(statement, scope), at);
    }
    case 'with': {
      let inner = scope;
      for (const { target, value } of statement.bindings) {
        inner = bindTarget(target, inner, {
          scope,
          kind: 'variable',
          origin: (path) => ({ from: 'value', value, path }),
        });
      }
      return visit(statement.body, inner, at);
    }
    case 'macro': {
      const known = bind(scope, macroBinding(statement, scope));
      return visit(statement.body, withParameters(statement.name.name, statement, known), at);
    }
    case 'callBlock':
      return visit(statement.body, withParameters('caller', statement, scope), at);
    default:
      return visit(statement.body, scope, at);
  }
}

/** What a statement leaves bound for those that follow. */
function behind(statement: Statement, scope: Scope): Scope {
  switch (statement.kind) {
    case 'set': {
      const { value, target } = statement;
      return bindTarget(target, scope, {
        scope,
        kind: 'variable',
        origin: (path) => ({ from: 'value', value, path }),
      });
    }
    case 'setBlock':
      return bindTarget(statement.target, scope, {
        scope,
        kind: 'variable',
        origin: () => ({ from: 'text' }),
      });
    case 'macro':
      return bind(scope, macroBinding(statement, scope));
    case 'otherTemplate':
      return statement.names.reduce(
        (known, name) =>
          bind(known, { ...named(name), kind: 'variable', origin: { from: 'template' }, scope }),
        scope,
      );
    case 'if': {
      let known = scope;
      const bodies = [...statement.branches.map(({ body }) => body), statement.otherwise];
      for (const inner of bodies.flat()) known = behind(inner, known);
      return known;
    }
    default:
      return scope;
  }
}

function withLoop(statement: StatementOf<'for'>, scope: Scope): Scope {
  const { iterable, target } = statement;
  const inner = bind(scope, {
    name: 'loop',
    kind: 'variable',
    place: { start: statement.start, end: statement.start },
    origin: { from: 'loop', iterable },
    scope,
  });
  return bindTarget(target, inner, {
    scope,
    kind: 'loop-variable',
    origin: (path) => ({ from: 'items', iterable, path }),
  });
}

function withParameters(
  macro: string,
  { parameters }: { readonly parameters: readonly Parameter[] },
  scope: Scope,
): Scope {
  return parameters.reduce(
    (known, parameter) =>
      bind(known, {
        ...named(parameter),
        kind: 'parameter',
        origin: { from: 'parameter', macro, otherwise: parameter.otherwise },
        scope,
      }),
    scope,
  );
}

function macroBinding(macro: StatementOf<'macro'>, scope: Scope): Binding {
  return { ...named(macro.name), kind: 'macro', origin: { from: 'macro', macro }, scope };
}

interface TargetBinding {
  readonly kind: Binding['kind'];
  readonly origin: (path: readonly number[]) => Origin;
  readonly scope: Scope;
  readonly path?: readonly number[];
}

function bindTarget(target: Target, scope: Scope, binding: TargetBinding): Scope {
  const { path = [] } = binding;
  switch (target.kind) {
    case 'name': {
      const { kind, origin } = binding;
      return bind(scope, { ...named(target), kind, origin: origin(path), scope: binding.scope });
    }
    case 'tuple':
      return target.items.reduce(
        (known, item, index) => bindTarget(item, known, { ...binding, path: [...path, index] }),
        scope,
      );
    case 'namespacePart':
      return scope;
  }
}

function named({ name, start, end }: NamePlace): Pick<Binding, 'name' | 'place'> {
  return { name, place: { start, end } };
}

function bind(scope: Scope, binding: Binding): Scope {
  return new Map([...scope, [binding.name, binding]]);
}
