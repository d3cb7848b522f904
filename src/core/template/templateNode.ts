/** Where a node begins: nunjucks counts lines from 0. */
interface Place {
  readonly lineno: number;
}

/** The tree that the parser of nunjucks makes, as far as templates of ours may use it. */
export type TemplateNode = Expression | Statement;

export type Expression = Place &
  (
    | { readonly typename: 'Literal'; readonly value: null | boolean | number | string | RegExp }
    | { readonly typename: 'Symbol'; readonly value: string }
    | { readonly typename: 'Group' | 'Array'; readonly children: readonly Expression[] }
    | { readonly typename: 'Dict' | 'KeywordArgs'; readonly children: readonly PairNode[] }
    | { readonly typename: 'LookupVal'; readonly target: Expression; readonly val: Expression }
    | { readonly typename: 'FunCall'; readonly name: Expression; readonly args: ListNode }
    | { readonly typename: 'Filter'; readonly name: SymbolNode; readonly args: ListNode }
    | {
        readonly typename: 'InlineIf';
        readonly cond: Expression;
        readonly body: Expression;
        readonly else_: Expression | null;
      }
    | { readonly typename: BinaryName; readonly left: Expression; readonly right: Expression }
    | { readonly typename: 'Not' | 'Neg' | 'Pos'; readonly target: Expression }
    | {
        readonly typename: 'Compare';
        readonly expr: Expression;
        readonly ops: readonly { readonly expr: Expression; readonly type: string }[];
      }
    | { readonly typename: 'Capture'; readonly body: ListNode }
    | { readonly typename: 'Caller'; readonly args: ListNode; readonly body: ListNode }
  );

export type BinaryName =
  | 'In'
  | 'Is'
  | 'Or'
  | 'And'
  | 'Add'
  | 'Concat'
  | 'Sub'
  | 'Mul'
  | 'Div'
  | 'FloorDiv'
  | 'Mod'
  | 'Pow';

export type Statement = Place &
  (
    | { readonly typename: 'NodeList' | 'Root'; readonly children: readonly TemplateNode[] }
    | { readonly typename: 'Output'; readonly children: readonly TemplateNode[] }
    | { readonly typename: 'TemplateData'; readonly value: string }
    | {
        readonly typename: 'If';
        readonly cond: Expression;
        readonly body: TemplateNode;
        readonly else_: TemplateNode | null;
      }
    | {
        readonly typename: 'For';
        readonly arr: Expression;
        readonly name: Expression;
        readonly body: TemplateNode;
        readonly else_: TemplateNode | null;
      }
    | {
        readonly typename: 'Set';
        readonly targets: readonly Expression[];
        readonly value: Expression | null;
        readonly body?: Expression;
      }
    | {
        readonly typename: 'Macro';
        readonly name: SymbolNode;
        readonly args: ListNode;
        readonly body: ListNode;
      }
    | { readonly typename: 'Block'; readonly name: SymbolNode; readonly body: TemplateNode }
    | { readonly typename: 'Include' | 'Extends' | 'Import' | 'FromImport' }
  );

export type SymbolNode = Extract<Expression, { typename: 'Symbol' }>;
export type CallerNode = Extract<Expression, { typename: 'Caller' }>;
export type MacroNode = Extract<Statement, { typename: 'Macro' }>;
export type ForNode = Extract<Statement, { typename: 'For' }>;

/** A list of expressions or of statements. */
export interface ListNode extends Place {
  readonly typename: 'NodeList';
  readonly children: readonly Expression[];
}

export interface PairNode extends Place {
  readonly typename: 'Pair';
  readonly key: Expression;
  readonly value: Expression;
}
