import { bindArguments } from './bindArguments.js';
import { dictGet, dictHas } from './dictKeys.js';
import { equal } from './compare.js';
import { dictWalk, listOf } from './iterate.js';
import { Callable, TemplateObject, Tuple } from './pythonValue.js';
import type { Dict, Value } from './pythonValue.js';
import { reprOf } from './pythonText.js';

/** What `dict.keys()`, `.values()` and `.items()` return: a live view of the dict. */
export class DictView extends TemplateObject {
  readonly typeName: string;
  override readonly isSetLike: boolean;

  constructor(
    readonly kind: 'keys' | 'values' | 'items',
    readonly dict: Dict,
  ) {
    super();
    this.typeName = `dict_${kind}`;
    this.isSetLike = kind !== 'values';
  }

  override readonly iterate = (): Iterator<Value> => {
    if (this.kind === 'keys') return dictWalk(this.dict, ({ key }) => key);
    if (this.kind === 'values') return dictWalk(this.dict, ({ value }) => value);
    return dictWalk(this.dict, ({ key, value }) => new Tuple([key, value]));
  };

  override readonly length = (): number => this.dict.entries.size;

  override readonly contains = (value: Value): boolean => {
    if (this.kind === 'keys') return dictHas(this.dict, value);
    if (this.kind === 'items') {
      if (!(value instanceof Tuple) || value.items.length !== 2) return false;
      const [key, item] = value.items;
      return dictHas(this.dict, key) && equal(dictGet(this.dict, key), item);
    }
    for (const entry of this.dict.entries.values()) {
      if (entry.value === value || equal(entry.value, value)) return true;
    }
    return false;
  };

  /** The items as they are now. */
  list(): Value[] {
    const items: Value[] = [];
    for (const { key, value } of this.dict.entries.values()) {
      if (this.kind === 'items') items.push(new Tuple([key, value]));
      else items.push(this.kind === 'keys' ? key : value);
    }
    return items;
  }

  override attribute(name: string): Value {
    if (name !== 'isdisjoint' || this.kind === 'values') return undefined;
    return new Callable(name, (given) => {
      const [other] = bindArguments('isdisjoint()', [{ name: 'other' }], given);
      return !listOf(other).some((item) => this.contains(item));
    });
  }

  override readonly printed = () => ({
    items: this.list(),
    brackets: [`${this.typeName}([`, '])'] as [string, string],
  });

  text(): string {
    return reprOf(this);
  }
}
