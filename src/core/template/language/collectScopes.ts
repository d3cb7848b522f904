import type {
  Expression,
  NamePlace,
  ParsedTemplate,
  Span,
  Statement,
  StatementOf,
  Target,
} from '../syntax/templateNode.js';
import { childrenOf } from '../syntax/walkTemplate.js';
import type { ScopeDraft, Use, VariableDraft, VariableKind } from './templateVariable.js';

/**
 * Goes through a template in the order in which it runs, and notes what each scope binds and uses.
 * Jinja2's rules: loops, `with`, macros, blocks and the bodies of `call`, `filter`, `set` and
 * `autoescape` are scopes of their own, `if` is none.
 */
export class ScopeCollector {
  readonly scopes: ScopeDraft[] = [];
  readonly uses: Use[] = [];
  private scope: ScopeDraft;
  private readonly root: ScopeDraft;

  constructor(parsed: ParsedTemplate) {
    this.root = newScope({ start: 0, end: parsed.source.length }, undefined, undefined);
    this.scope = this.root;
    this.scopes.push(this.root);
    this.bindSpecial('self');
    this.walk(parsed.body);
  }

  /** It ends with the scope around it at the latest. */
  private open(
    { start, end }: Span,
    parent: ScopeDraft,
    boundBefore?: ReadonlySet<string>,
  ): ScopeDraft {
    const span = { start, end: Math.min(end, this.scope.span.end) };
    const scope = newScope(span, parent, boundBefore);
    this.scopes.push(scope);
    return scope;
  }

  private within(scope: ScopeDraft, walk: () => void): void {
    const outer = this.scope;
    this.scope = scope;
    walk();
    this.scope = outer;
  }

  private inner(span: Span, walk: () => void): void {
    this.within(this.open(span, this.scope), walk);
  }

  private bind(place: NamePlace, kind: VariableKind, isOfCaller = false): VariableDraft {
    const variable = this.variable(place.name, kind, isOfCaller);
    variable.definitions.push(place);
    return variable;
  }

  private bindSpecial(name: string): void {
    this.variable(name, 'special', false);
  }

  private variable(name: string, kind: VariableKind, isOfCaller: boolean): VariableDraft {
    const { variables, certain, span } = this.scope;
    let variable = variables.get(name);
    if (variable === undefined) {
      variable = {
        name,
        kind,
        definitions: [],
        references: [],
        scope: span,
        isOfCaller,
        parameters: [],
      };
      variables.set(name, variable);
    }
    certain.add(name);
    return variable;
  }

  private bindTarget(target: Target, kind: VariableKind): void {
    switch (target.kind) {
      case 'name':
        this.bind({ name: target.name, start: target.start, end: target.end }, kind);
        return;
      case 'tuple':
        for (const item of target.items) {
          this.bindTarget(item, kind);
        }
        return;
      case 'namespacePart':
        this.use(target.namespace);
    }
  }

  private use(place: NamePlace, argumentNames: readonly NamePlace[] = []): void {
    const { scope } = this;
    const { name } = place;
    const bound = scope.certain.has(name)
      ? 'certainly'
      : scope.variables.has(name)
        ? 'perhaps'
        : 'not';
    this.uses.push({ place, scope, bound, argumentNames });
  }

  private read(expression: Expression | null): void {
    if (expression === null) {
      return;
    }
    if (expression.kind === 'name') {
      this.use(placeOf(expression));
      return;
    }
    if (expression.kind === 'call' && expression.callee.kind === 'name') {
      this.use(placeOf(expression.callee), expression.given.named);
    }
    for (const part of childrenOf(expression)) {
      const isCallee = expression.kind === 'call' && part === expression.callee;
      if (!isCallee || part.kind !== 'name') {
        // The parts of an expression are expressions.
        this.read(part as Expression);
      }
    }
  }

  private walk(statements: readonly Statement[]): void {
    for (const statement of statements) {
      this.walkStatement(statement);
    }
  }

  private walkStatement(statement: Statement): void {
    switch (statement.kind) {
      case 'output':
        for (const part of statement.parts) {
          this.read(part.kind === 'text' ? null : part);
        }
        return;
      case 'if':
        this.walkIf(statement);
        return;
      case 'for':
        this.walkFor(statement);
        return;
      case 'set':
        this.read(statement.value);
        this.bindTarget(statement.target, 'set');
        return;
      case 'setBlock':
        this.read(statement.filter);
        this.inner(insideOf(statement), () => this.walk(statement.body));
        this.bindTarget(statement.target, 'set');
        return;
      case 'with':
        for (const { value } of statement.bindings) {
          this.read(value);
        }
        this.inner(insideOf(statement), () => {
          for (const { target } of statement.bindings) {
            this.bindTarget(target, 'with');
          }
          this.walk(statement.body);
        });
        return;
      case 'macro':
        this.bind(statement.name, 'macro').parameters.push(...this.walkFunction(statement));
        return;
      case 'callBlock':
        this.read(statement.call);
        this.walkFunction(statement);
        return;
      case 'filterBlock':
        this.read(statement.filter);
        this.inner(insideOf(statement), () => this.walk(statement.body));
        return;
      case 'autoescape':
        this.read(statement.value);
        this.inner(insideOf(statement), () => this.walk(statement.body));
        return;
      case 'block':
        this.walkBlock(statement);
        return;
      case 'otherTemplate':
        this.read(statement.template);
        for (const name of statement.names) {
          this.bind(name, 'import');
        }
    }
  }

  /** What every branch binds is bound for certain behind it. */
  private walkIf({ branches, otherwise }: StatementOf<'if'>): void {
    const { certain } = this.scope;
    const ends: Set<string>[] = [];
    let before = new Set(certain);
    const branch = (body: readonly Statement[]): void => {
      reset(certain, before);
      this.walk(body);
      ends.push(new Set(certain));
    };
    for (const { condition, body } of branches) {
      reset(certain, before);
      this.read(condition);
      before = new Set(certain);
      branch(body);
    }
    branch(otherwise);
    reset(
      certain,
      [...certain].filter((name) => ends.every((end) => end.has(name))),
    );
  }

  private walkFor(loop: StatementOf<'for'>): void {
    const { target, iterable, filter, body, otherwise, tags } = loop;
    this.read(iterable);
    const elseTag = tags.find(({ word }) => word?.name === 'else');
    const inside = insideOf(loop);
    const span = {
      start: filter === null ? inside.start : iterable.end,
      end: elseTag?.start ?? inside.end,
    };
    this.inner(span, () => {
      this.bindTarget(target, 'loop-variable');
      this.bindSpecial('loop');
      this.read(filter);
      this.walk(body);
    });
    if (elseTag !== undefined) {
      this.inner({ start: elseTag.end, end: inside.end }, () => this.walk(otherwise));
    }
  }

  /** @returns The variables that its arguments are bound to. */
  private walkFunction(node: StatementOf<'macro' | 'callBlock'>): VariableDraft[] {
    const { end } = insideOf(node);
    const isOfCaller = node.kind === 'callBlock';
    const start = node.kind === 'macro' ? node.name.end : insideOf(node).start;
    const parameters: VariableDraft[] = [];
    this.inner({ start, end }, () => {
      for (const { name, start, end: nameEnd } of node.parameters) {
        parameters.push(this.bind({ name, start, end: nameEnd }, 'parameter', isOfCaller));
      }
      // `caller` can be a parameter, to give it a default.
      for (const special of ['caller', 'varargs', 'kwargs']) {
        this.bindSpecial(special);
      }
      // A default sees all the parameters, its own and later ones too.
      for (const { otherwise } of node.parameters) {
        this.read(otherwise);
      }
      this.walk(node.body);
    });
    return parameters;
  }

  private walkBlock(block: StatementOf<'block'>): void {
    const parent = block.isScoped ? this.scope : this.root;
    const boundBefore = block.isScoped ? undefined : new Set(this.root.certain);
    this.within(this.open(insideOf(block), parent, boundBefore), () => {
      this.bindSpecial('super');
      this.walk(block.body);
    });
  }
}

function newScope(
  span: Span,
  parent: ScopeDraft | undefined,
  boundBefore: ReadonlySet<string> | undefined,
): ScopeDraft {
  return { span, parent, variables: new Map(), certain: new Set(), boundBefore };
}

function reset(set: Set<string>, names: Iterable<string>): void {
  const kept = [...names];
  set.clear();
  for (const name of kept) {
    set.add(name);
  }
}

function placeOf({ name, start, end }: NamePlace): NamePlace {
  return { name, start, end };
}

/** From behind a block's first tag to its last one; without end where that one is missing. */
function insideOf(node: Extract<Statement, { tags: unknown }>): Span {
  const opening = node.tags[0];
  const last = node.tags.at(-1);
  const start = opening?.end ?? node.start;
  const isClosed = last !== undefined && last.word?.name.startsWith('end') === true;
  return { start, end: isClosed ? last.start : Infinity };
}
