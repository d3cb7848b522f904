/** Where a binding lives: a place among the slots of a frame. */
interface Binding {
  readonly slots: FrameSlots;
  readonly place: number;
}

/** What a slot holds when its scope is entered. */
type Load =
  /** Whoever opens the scope has put it there. */
  | { readonly kind: 'given' }
  /** The column or global of that name. */
  | { readonly kind: 'column'; readonly name: string }
  | { readonly kind: 'copy'; readonly from: string }
  | { readonly kind: 'nothing' };

/** The slots of one kind of frame: each nesting level and name has one. */
export class FrameSlots {
  readonly depth: number;
  private readonly places = new Map<string, number>();

  constructor(outer?: FrameSlots) {
    this.depth = outer ? outer.depth + 1 : 0;
  }

  get size(): number {
    return this.places.size;
  }

  binding(key: string): Binding {
    const place = this.places.get(key) ?? this.places.size;
    this.places.set(key, place);
    return { slots: this, place };
  }
}

/**
 * The names of one scope, as Jinja2 resolves them before anything runs: a name that is bound
 * anywhere in a scope belongs to that scope from its start, with the outer value until then.
 */
export class Names {
  readonly level: number;
  /** Names that the scope binds. */
  readonly bound: Set<string>;
  private readonly known: Set<string>;
  readonly loads: Map<string, Load>;

  constructor(
    readonly slots: FrameSlots,
    readonly parent?: Names,
    from?: Names,
  ) {
    this.level = from ? from.level : parent ? parent.level + 1 : 0;
    this.bound = new Set(from?.bound);
    this.known = new Set(from?.known);
    this.loads = new Map(from?.loads);
  }

  /** For a branch: what it binds is told to the scope by `joinBranches`. */
  branch(): Names {
    return new Names(this.slots, this.parent, this);
  }

  /** The scope that knows a name, from the inside out. */
  owner(name: string): Names | undefined {
    return this.known.has(name) ? this : this.parent?.owner(name);
  }

  loadOf(name: string): Load {
    return this.loads.get(name) ?? { kind: 'given' };
  }

  bindingOf(name: string): Binding {
    return this.slots.binding(`${this.level} ${name}`);
  }

  bind(name: string): void {
    this.bound.add(name);
    if (this.known.has(name)) return;
    this.define(name, this.outerLoad(name) ?? { kind: 'nothing' });
  }

  /** A name that is there when the scope begins: a loop's target, a parameter. */
  give(name: string): void {
    this.bound.add(name);
    this.define(name, { kind: 'given' });
  }

  read(name: string): void {
    if (!this.owner(name)) this.define(name, { kind: 'column', name });
  }

  /** After branches of which one runs: what one binds still has its earlier value in the others. */
  joinBranches(branches: readonly Names[]): void {
    const fresh = new Set(branches.flatMap(({ bound }) => [...bound]));
    for (const name of this.bound) fresh.delete(name);
    for (const branch of branches) {
      for (const name of branch.known) this.known.add(name);
      for (const [name, load] of branch.loads) this.loads.set(name, load);
      for (const name of branch.bound) this.bound.add(name);
    }
    for (const name of fresh) {
      this.loads.set(name, this.outerLoad(name) ?? { kind: 'column', name });
    }
  }

  /** Names bound here and further out, each once. */
  allBound(): ReadonlySet<string> {
    return new Set([...this.bound, ...(this.parent?.allBound() ?? [])]);
  }

  private define(name: string, load: Load): void {
    this.known.add(name);
    this.loads.set(name, load);
  }

  private outerLoad(name: string): Load | undefined {
    return this.parent?.owner(name) ? { kind: 'copy', from: name } : undefined;
  }
}
