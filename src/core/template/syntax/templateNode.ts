import type { Value } from '../values/pythonValue.js';

/** A half-open stretch of the template's source as given, in UTF-16 units from 0. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * Where a node stands. `line` counts from 1 and is the line that Jinja2 gives its node: the first
 * token's for most, the operator's second operand never. Error lines are made of these.
 */
export interface Place extends Span {
  readonly line: number;
}

/** A name as written in the template. */
export interface NamePlace extends Span {
  readonly name: string;
}

export interface Arguments {
  readonly positional: readonly Expression[];
  readonly named: readonly (NamePlace & { readonly value: Expression })[];
  /** `*items` */
  readonly spreadPositional?: Expression;
  /** `**items` */
  readonly spreadNamed?: Expression;
}

export type BinaryOperator = '+' | '-' | '*' | '/' | '//' | '%' | '**';
export type CompareOperator = '==' | '!=' | '<' | '<=' | '>' | '>=' | 'in' | 'not in';

export type Expression = Place &
  (
    | { readonly kind: 'constant'; readonly value: Value }
    | { readonly kind: 'name'; readonly name: string }
    | { readonly kind: 'tuple' | 'list' | 'concat'; readonly items: readonly Expression[] }
    | {
        readonly kind: 'dict';
        readonly pairs: readonly { readonly key: Expression; readonly value: Expression }[];
      }
    | { readonly kind: 'unary'; readonly operator: '-' | '+' | 'not'; readonly operand: Expression }
    | {
        readonly kind: 'binary';
        readonly operator: BinaryOperator | 'and' | 'or';
        readonly left: Expression;
        readonly right: Expression;
      }
    | {
        readonly kind: 'compare';
        readonly first: Expression;
        readonly rest: readonly {
          readonly operator: CompareOperator;
          readonly right: Expression;
        }[];
      }
    | {
        readonly kind: 'attribute';
        readonly target: Expression;
        readonly attribute: NamePlace;
      }
    | { readonly kind: 'item'; readonly target: Expression; readonly index: Expression }
    | {
        /** Only as the index of an item, alone or inside a tuple. */
        readonly kind: 'slice';
        readonly from: Expression | null;
        readonly to: Expression | null;
        readonly step: Expression | null;
      }
    | { readonly kind: 'call'; readonly callee: Expression; readonly given: Arguments }
    | {
        readonly kind: 'filter';
        /** null: the first filter of a `filter` or `set` block, which takes the block's text. */
        readonly target: Expression | null;
        readonly filter: NamePlace;
        readonly given: Arguments;
      }
    | {
        /** `x is not y` is a unary `not` around this. */
        readonly kind: 'test';
        readonly target: Expression;
        readonly test: NamePlace;
        readonly given: Arguments;
      }
    | {
        readonly kind: 'conditional';
        readonly condition: Expression;
        readonly then: Expression;
        readonly otherwise: Expression | null;
      }
    /** Where an expression was expected and the parse went on after the fault. Never rendered. */
    | { readonly kind: 'missing' }
  );

/** What a loop, `set` or `with` binds: a name, names to unpack into, or a part of a namespace. */
export type Target = Place &
  (
    | { readonly kind: 'name'; readonly name: string }
    | { readonly kind: 'tuple'; readonly items: readonly Target[] }
    | { readonly kind: 'namespacePart'; readonly namespace: NamePlace; readonly part: NamePlace }
  );

export interface Parameter extends NamePlace {
  readonly otherwise: Expression | null;
}

/** Text between tags, after whitespace control; its span covers what is printed. */
export type TextNode = Place & { readonly kind: 'text'; readonly text: string };

export interface Branch extends Place {
  readonly condition: Expression;
  readonly body: readonly Statement[];
}

/**
 * `tags` of a block statement: its tags from `{%` to `%}`, opening tag first, then
 * `elif`/`else`, the end tag last (missing where the template broke off).
 */
interface Block extends Place {
  readonly tags: readonly TagPlace[];
}

export type Statement =
  /** Texts and expressions in a row, as Jinja2 groups them; `{% print x %}` too. */
  | (Place & { readonly kind: 'output'; readonly parts: readonly (TextNode | Expression)[] })
  | (Block & {
      readonly kind: 'if';
      /** `if`, then every `elif`. */
      readonly branches: readonly Branch[];
      readonly otherwise: readonly Statement[];
    })
  | (Block & {
      readonly kind: 'for';
      readonly target: Target;
      readonly iterable: Expression;
      readonly filter: Expression | null;
      readonly isRecursive: boolean;
      readonly body: readonly Statement[];
      readonly otherwise: readonly Statement[];
    })
  | (Place & { readonly kind: 'set'; readonly target: Target; readonly value: Expression })
  | (Block & {
      readonly kind: 'setBlock';
      readonly target: Target;
      /** A chain of `filter` expressions whose innermost target is null. */
      readonly filter: Expression | null;
      readonly body: readonly Statement[];
    })
  | (Block & {
      readonly kind: 'with';
      readonly bindings: readonly { readonly target: Target; readonly value: Expression }[];
      readonly body: readonly Statement[];
    })
  | (Block & {
      readonly kind: 'macro';
      readonly name: NamePlace;
      readonly parameters: readonly Parameter[];
      readonly body: readonly Statement[];
    })
  | (Block & {
      readonly kind: 'callBlock';
      readonly call: Expression;
      readonly parameters: readonly Parameter[];
      readonly body: readonly Statement[];
    })
  | (Block & {
      readonly kind: 'filterBlock';
      readonly filter: Expression;
      readonly body: readonly Statement[];
    })
  | (Block & {
      readonly kind: 'block';
      readonly name: NamePlace;
      readonly isScoped: boolean;
      readonly isRequired: boolean;
      readonly body: readonly Statement[];
    })
  | (Block & {
      readonly kind: 'autoescape';
      readonly value: Expression;
      readonly body: readonly Statement[];
    })
  /** Compiles, and fails when it runs: a template of ours stands alone. */
  | (Place & {
      readonly kind: 'otherTemplate';
      readonly tag: 'extends' | 'include' | 'import' | 'from';
      readonly template: Expression;
      /** Names that the import binds. */
      readonly names: readonly NamePlace[];
      readonly ignoresMissing: boolean;
    });

export type StatementOf<K extends Statement['kind']> = Extract<Statement, { kind: K }>;
export type ExpressionOf<K extends Expression['kind']> = Extract<Expression, { kind: K }>;

/** A fault that keeps a template from being compiled. */
export interface TemplateFault extends Span {
  /** From 1, as Jinja2 reports it. */
  readonly line: number;
  /** One sentence, what is wrong and how to mend it. */
  readonly message: string;
  /**
   * `unknown-filter`, `unknown-test`, `unknown-tag`, `unclosed`, `double-braces` (`{{{{x}}}}`),
   * `syntax`, …
   */
  readonly code: string;
}

/** A delimiter pair and what stands between, for the editor's features. */
export interface TagPlace extends Span {
  readonly kind: 'expression' | 'statement' | 'comment';
  /** The tag's word, e.g. `for`, `endfor`; of statements only. */
  readonly word?: NamePlace;
}

/**
 * The one parse that rendering, diagnostics, completion and outline share. The parser goes on after
 * a fault, at the next tag; `faults[0]` is the one that Jinja2 raises, a template with any is never
 * rendered.
 */
export interface ParsedTemplate {
  readonly source: string;
  readonly body: readonly Statement[];
  readonly faults: readonly TemplateFault[];
  /** Every tag in order of appearance, those with faults too. */
  readonly tags: readonly TagPlace[];
}
