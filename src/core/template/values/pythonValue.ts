/**
 * A value as templates see it. Nothing of the host is among them, and every lookup goes by these
 * kinds alone, so no template reaches a prototype, a constructor or a function of the host.
 *
 * - `undefined` is Jinja's undefined, `null` is None;
 * - an int is a `number` where it is a safe integer, else a `bigint` (see `integer`); a float is a
 *   `Float`;
 * - a str is a JavaScript string (UTF-16): lengths, indices and slices count code points;
 * - an array is a list, changed in place by its methods.
 */
export type Value =
  | undefined
  | null
  | boolean
  | number
  | bigint
  | string
  | Float
  | Markup
  | Tuple
  | Dict
  | TemplateObject
  | Value[];

export class Float {
  constructor(readonly value: number) {}
}

/** Text that is not escaped again: Python's `markupsafe.Markup`. */
export class Markup {
  constructor(readonly text: string) {}
}

export class Tuple {
  constructor(
    readonly items: readonly Value[],
    /** Names of a named tuple's items, by place: those of `groupby`. */
    readonly names: readonly string[] = [],
  ) {}
}

/** A key of a `Dict` as it is compared: 1, 1.0 and True are one key, as in Python. */
export type DictKey = null | undefined | number | bigint | string | TemplateObject;

/** A dict in order of insertion. `hashOf` (dictKeys.ts) makes the keys of `entries`. */
export class Dict {
  constructor(readonly entries: Map<DictKey, { readonly key: Value; value: Value }> = new Map()) {}
}

/** Positional and named arguments of a call as given. */
export interface Given {
  readonly args: readonly Value[];
  readonly named: ReadonlyMap<string, Value>;
}

/** Anything else that Python would call an object; each kind says what it can do. */
export abstract class TemplateObject {
  /** Python's name of the type, e.g. `range`, `generator`, `Macro`. */
  abstract readonly typeName: string;
  /** What printing gives. */
  abstract text(): string;
  /** Data and methods by name; undefined where there is none. */
  attribute(name: string): Value;
  attribute(): Value {
    return undefined;
  }
  /** `object[key]`; undefined where there is none. */
  item(key: Value): Value;
  item(): Value {
    return undefined;
  }
  /** undefined: it can't be assigned to. */
  readonly assign?: (name: string, value: Value) => void;
  /** undefined: can't be looped over. A generator gives its items once. */
  readonly iterate?: () => Iterator<Value>;
  /** undefined: it has no length. */
  readonly length?: () => number;
  /** undefined: it can't be called. */
  readonly call?: (given: Given) => Value;
  /** undefined: `in` goes through the items. */
  readonly contains?: (value: Value) => boolean;
  /** undefined: only itself is equal. */
  readonly equals?: (other: Value) => boolean;
  /** undefined: true unless its length is 0. */
  readonly truth?: () => boolean;
  /** True: compared with its like by what it holds, as Python's sets and the views like them. */
  readonly isSetLike?: boolean;
  /** Printed item by item between brackets; undefined: as `text()`. */
  readonly printed?: () => {
    readonly items: readonly Value[];
    readonly brackets: [string, string];
  };
}

/** A function, method or macro. */
export class Callable extends TemplateObject {
  readonly typeName: string;
  constructor(
    readonly name: string,
    override readonly call: (given: Given) => Value,
    typeName = 'builtin_function_or_method',
  ) {
    super();
    this.typeName = typeName;
  }
  text(): string {
    return `<${this.typeName} ${this.name}>`;
  }
}

/** Items made one by one and given once: what `map`, `select`, `batch` … return. */
export class Generator extends TemplateObject {
  constructor(
    private readonly items: Iterator<Value>,
    readonly typeName = 'generator',
  ) {
    super();
  }
  override readonly iterate = (): Iterator<Value> => this.items;
  text(): string {
    return `<${this.typeName} object>`;
  }
}

export function integer(value: bigint): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}
