import { equal } from '../values/compare.js';
import { iteratorOf, lengthOf } from '../values/iterate.js';
import { Callable, TemplateObject, Tuple } from '../values/pythonValue.js';
import type { Given, Value } from '../values/pythonValue.js';
import { typeNameOf } from '../values/typeNames.js';
import { countWork } from './budget.js';
import { MISSING } from './frame.js';
import { fail } from './templateFailure.js';

/** Gives the next item; MISSING once there is none. */
export type Pull = () => Value;

export function pullFrom(value: Value): Pull {
  if (Array.isArray(value)) {
    let index = 0;
    return () => {
      if (index >= value.length) return MISSING;
      index += 1;
      return value[index - 1];
    };
  }
  const items = iteratorOf(value);
  if (!items) return fail(`A value of type ${typeNameOf(value)} can't be looped over`);
  return () => {
    const next = items.next();
    return next.done === true ? MISSING : next.value;
  };
}

export interface LoopSource {
  readonly pull: Pull;
  /** undefined: nothing tells the number of items before the last is taken. */
  readonly size: () => number | undefined;
  readonly depth: number;
  /** Renders the loop for other items; undefined unless it is recursive. */
  readonly recurse?: (items: Value, depth: number) => Value;
}

/** `loop` inside a loop. */
export class LoopContext extends TemplateObject {
  readonly typeName = 'LoopContext';
  private pull: Pull;
  private index = -1;
  private after: Value = MISSING;
  private current: Value = MISSING;
  private before: Value = MISSING;
  private watched: Value = MISSING;
  private known: number | undefined;

  constructor(private readonly source: LoopSource) {
    super();
    this.pull = source.pull;
  }

  /** The next item, MISSING after the last. */
  advance(): Value {
    let item = this.after;
    if (item === MISSING) item = this.pull();
    else this.after = MISSING;
    if (item === MISSING) return MISSING;
    this.index += 1;
    this.before = this.current;
    this.current = item;
    return item;
  }

  override attribute(name: string): Value {
    switch (name) {
      case 'index':
        return this.index + 1;
      case 'index0':
        return this.index;
      case 'first':
        return this.index === 0;
      case 'last':
        return this.peek() === MISSING;
      case 'length':
        return this.length();
      case 'revindex':
        return this.length() - this.index;
      case 'revindex0':
        return this.length() - this.index - 1;
      case 'depth':
        return this.source.depth + 1;
      case 'depth0':
        return this.source.depth;
      case 'previtem':
        return this.index === 0 ? undefined : this.before;
      case 'nextitem': {
        const next = this.peek();
        return next === MISSING ? undefined : next;
      }
      case 'cycle':
        return new LoopMethod(this, 'cycle', (given) => this.cycle(given));
      case 'changed':
        return new LoopMethod(this, 'changed', (given) => this.changed(given));
      default:
        return undefined;
    }
  }

  override readonly length = (): number => {
    if (this.known !== undefined) return this.known;
    let size = this.source.size();
    if (size === undefined) {
      const items: Value[] = [];
      for (let item = this.pull(); item !== MISSING; item = this.pull()) {
        countWork(16);
        items.push(item);
      }
      this.pull = pullFrom(items);
      size = items.length + this.index + 1 + (this.after === MISSING ? 0 : 1);
    }
    this.known = size;
    return size;
  };

  override readonly iterate = (): Iterator<Value> => ({
    next: () => {
      const item = this.advance();
      if (item === MISSING) return { done: true, value: undefined };
      return { done: false, value: new Tuple([item, this]) };
    },
  });

  override readonly call = ({ args, named }: Given): Value => {
    const { recurse, depth } = this.source;
    if (args.length !== 1 || named.size > 0) return fail('loop() takes one argument: the items');
    if (!recurse) return fail('loop() wants a loop that is marked "recursive"');
    return recurse(args[0], depth + 1);
  };

  text(): string {
    return `<LoopContext ${this.index + 1}/${this.length()}>`;
  }

  private peek(): Value {
    if (this.after === MISSING) this.after = this.pull();
    return this.after;
  }

  private cycle({ args, named }: Given): Value {
    if (named.size > 0) return fail('loop.cycle() takes no named arguments');
    if (args.length === 0) return fail('loop.cycle() wants the items to cycle through');
    return args[this.index % args.length];
  }

  private changed({ args, named }: Given): Value {
    if (named.size > 0) return fail('loop.changed() takes no named arguments');
    const watched = new Tuple(args);
    if (this.watched !== MISSING && equal(this.watched, watched)) return false;
    this.watched = watched;
    return true;
  }
}

class LoopMethod extends Callable {
  constructor(
    private readonly loop: LoopContext,
    name: string,
    call: (given: Given) => Value,
  ) {
    super(name, call, 'method');
  }

  override text(): string {
    return `<bound method LoopContext.${this.name} of ${this.loop.text()}>`;
  }
}

export function sizeOf(value: Value): () => number | undefined {
  return () => lengthOf(value);
}
