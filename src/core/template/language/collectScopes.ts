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
import {
  insideOf,
  newScope,
  placeOf,
  type ScopeDraft,
  type Use,
  type VariableDraft,
} from './scopeDraft.js';
import type { VariableKind } from './templateVariable.js';

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

  private bind(
    place: NamePlace,
    kind: VariableKind,
    { from = 0, isOfCaller = false } = {},
  ): VariableDraft {
    const variable = this.variable(place.name, kind, isOfCaller);
    if (variable.definitions.length === 0) {
      variable.boundFrom = Math.max(from, place.end);
    }
    variable.definitions.push(place);
    return variable;
  }

  private bindSpecial(name: string): void {
    this.variable(name, 'special', false);
  }

  private variable(name: string, kind: VariableKind, isOfCaller: boolean): VariableDraft {
    const { variables, span } = this.scope;
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
        boundFrom: 0,
      };
      variables.set(name, variable);
    }
    this.makeCertain(name);
    return variable;
  }

  /** `from`: the offset where it is bound, if that is behind the target. */
  private bindTarget(target: Target, kind: VariableKind, from = 0): void {
    switch (target.kind) {
      case 'name':
        this.bind(placeOf(target), kind, { from });
        return;
      case 'tuple':
        for (const item of target.items) {
          this.bindTarget(item, kind, from);
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
        this.bindTarget(statement.target, 'set', statement.end);
        return;
      case 'setBlock':
        this.read(statement.filter);
        this.inner(insideOf(statement), () => this.walk(statement.body));
        this.bindTarget(statement.target, 'set', statement.end);
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

  private makeCertain(name: string): void {
    const { certain, madeCertain } = this.scope;
    if (!certain.has(name)) {
      certain.add(name);
      madeCertain.push(name);
    }
  }

  /** What every branch binds is bound for certain behind it. */
  private walkIf({ branches, otherwise }: StatementOf<'if'>): void {
    const { certain, madeCertain } = this.scope;
    const before = madeCertain.length;
    const counts = new Map<string, number>();
    const walkBranch = (body: readonly Statement[]): void => {
      this.walk(body);
      for (const name of madeCertain.splice(before)) {
        certain.delete(name);
        counts.set(name, (counts.get(name) ?? 0) + 1);
      }
    };
    for (const { condition, body } of branches) {
      this.read(condition);
      walkBranch(body);
    }
    walkBranch(otherwise);
    for (const [name, count] of counts) {
      if (count === branches.length + 1) {
        this.makeCertain(name);
      }
    }
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
      for (const parameter of node.parameters) {
        parameters.push(this.bind(placeOf(parameter), 'parameter', { isOfCaller }));
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
    const boundBefore = block.isScoped ? undefined : new Set<string>();
    const parent = block.isScoped ? this.scope : this.root;
    const firstUse = this.uses.length;
    this.within(this.open(insideOf(block), parent, boundBefore), () => {
      this.bindSpecial('super');
      this.walk(block.body);
    });
    const used = this.uses.slice(firstUse).map(({ place }) => place.name);
    used.filter((name) => this.root.certain.has(name)).forEach((name) => boundBefore?.add(name));
  }
}
