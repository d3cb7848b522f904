import { dictGet, dictHas, dictSet } from '../values/dictKeys.js';
import { Callable, TemplateObject, Tuple } from '../values/pythonValue.js';
import type { Dict, Value } from '../values/pythonValue.js';
import { reprOf } from '../values/pythonText.js';
import { bindArguments } from '../values/bindArguments.js';
import { strOf } from '../values/typeNames.js';

function withoutArguments(name: string, run: () => Value): Callable {
  return new Callable(name, (given) => {
    bindArguments(`${name}()`, [], given);
    return run();
  });
}

/** What `cycler(…)` makes: goes round its items, one for each `next()`. */
export class Cycler extends TemplateObject {
  readonly typeName = 'Cycler';
  private place = 0;

  constructor(private readonly items: readonly Value[]) {
    super();
  }

  text(): string {
    return '<jinja2.utils.Cycler object>';
  }

  override attribute(name: string): Value {
    switch (name) {
      case 'current':
        return this.items[this.place];
      case 'next':
        return withoutArguments('next', () => this.next());
      case 'reset':
        return withoutArguments('reset', () => {
          this.place = 0;
          return null;
        });
      case 'items':
        return new Tuple(this.items);
      case 'pos':
        return this.place;
      default:
        return undefined;
    }
  }

  private next(): Value {
    const item = this.items[this.place];
    this.place = (this.place + 1) % this.items.length;
    return item;
  }
}

/** What `joiner(…)` makes: called, it gives nothing the first time, then its separator. */
export class Joiner extends TemplateObject {
  readonly typeName = 'Joiner';
  private isUsed = false;

  constructor(private readonly separator: Value) {
    super();
  }

  text(): string {
    return '<jinja2.utils.Joiner object>';
  }

  override attribute(name: string): Value {
    if (name === 'sep') return this.separator;
    return name === 'used' ? this.isUsed : undefined;
  }

  override readonly call: NonNullable<TemplateObject['call']> = (given) => {
    bindArguments('joiner', [], given);
    const text = this.isUsed ? this.separator : '';
    this.isUsed = true;
    return text;
  };
}

/** What `namespace(…)` makes: the one object whose parts `{% set ns.part = … %}` changes. */
export class Namespace extends TemplateObject {
  readonly typeName = 'Namespace';

  constructor(private readonly parts: Dict) {
    super();
  }

  text(): string {
    return `<Namespace ${reprOf(this.parts)}>`;
  }

  override attribute(name: string): Value {
    return dictHas(this.parts, name) ? dictGet(this.parts, name) : undefined;
  }

  override item(key: Value): Value {
    const name = strOf(key);
    return name === undefined ? undefined : this.attribute(name);
  }

  override readonly assign = (name: string, value: Value): void => {
    dictSet(this.parts, name, value);
  };
}
