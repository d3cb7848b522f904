import { GLOBALS } from '../builtins/builtinTable.js';
import type { Expression, Target } from '../syntax/templateNode.js';
import type { Names } from './names.js';
import type { Scope } from './scope.js';
import { namesBound, partsOf } from './treeOrder.js';

/** A column, or a binding whose own sources are not known before the whole template is compiled. */
export type Source =
  | { readonly kind: 'column'; readonly name: string }
  | { readonly kind: 'binding'; readonly key: string };

/** Which columns flow where, followed through the template's text without running it. */
export class ColumnFlow {
  private readonly sources = new Map<string, Source[]>();
  private readonly open: Source[][] = [];
  private readonly ids = new Map<Names, number>();

  /** What flows into an expression. */
  of(node: Expression | null, scope: Scope): Source[] {
    if (!node) return [];
    const { names } = scope;
    const parts = partsOf(node).flatMap((part) => this.of(part, scope));
    if (node.kind === 'call' && node.callee.kind === 'attribute') {
      // `list.append(column)`: the list holds it from now on.
      const base = baseOf(node.callee);
      if (base !== undefined) this.addAll([base], parts, names);
    }
    return node.kind === 'name' ? this.ofName(node.name, scope) : parts;
  }

  ofName(name: string, { names, exported }: Pick<Scope, 'names' | 'exported'>): Source[] {
    const owner = names.owner(name);
    const found: Source[] = [{ kind: 'binding', key: `exported ${name}` }];
    if (!owner) return found;
    const load = owner.loadOf(name);
    found.push({ kind: 'binding', key: this.keyOf(owner, name) });
    const isColumn = load.kind === 'column' && !GLOBALS.has(name) && !exported?.has(name);
    if (isColumn) found.push({ kind: 'column', name });
    if (load.kind === 'copy' && owner.parent) {
      found.push(...this.ofName(name, { names: owner.parent, exported }));
    }
    return found;
  }

  /** A binding in `names` takes what `sources` hold. */
  addTarget(target: Target, sources: readonly Source[], names: Names): void {
    this.addAll(
      target.kind === 'namespacePart' ? [target.namespace.name] : namesBound(target),
      sources,
      names,
    );
    if (target.kind !== 'tuple') return;
    for (const item of target.items) this.addTarget(item, sources, names);
  }

  addAll(bound: readonly string[], sources: readonly Source[], names: Names): void {
    for (const name of bound) {
      const owner = names.owner(name) ?? names;
      this.add(this.keyOf(owner, name), sources);
      this.add(`exported ${name}`, sources);
    }
  }

  /** Something is written: it belongs to every text being collected. */
  wrote(sources: readonly Source[]): void {
    for (const collected of this.open) collected.push(...sources);
  }

  /** Runs `compile` and returns what it says is written. */
  collect(compile: () => void): Source[] {
    const collected: Source[] = [];
    this.open.push(collected);
    compile();
    this.open.pop();
    return collected;
  }

  columnsOf(sources: readonly Source[]): readonly string[] {
    const columns = new Set<string>();
    const seen = new Set<string>();
    const waiting = [...sources];
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      if (next.kind === 'column') columns.add(next.name);
      else if (!seen.has(next.key)) {
        seen.add(next.key);
        waiting.push(...(this.sources.get(next.key) ?? []));
      }
    }
    return [...columns];
  }

  private add(key: string, sources: readonly Source[]): void {
    const all = this.sources.get(key) ?? [];
    all.push(...sources);
    this.sources.set(key, all);
  }

  private keyOf(names: Names, name: string): string {
    const id = this.ids.get(names) ?? this.ids.size;
    this.ids.set(names, id);
    return `${id} ${name}`;
  }
}

function baseOf(node: Expression): string | undefined {
  if (node.kind === 'name') return node.name;
  return node.kind === 'attribute' || node.kind === 'item' ? baseOf(node.target) : undefined;
}
