import { TemplateObject } from './pythonValue.js';
import type { Value } from './pythonValue.js';

const MODULES: Readonly<Record<string, string>> = {
  Markup: 'markupsafe',
  Undefined: 'jinja2.runtime',
  Macro: 'jinja2.runtime',
  LoopContext: 'jinja2.runtime',
  BlockReference: 'jinja2.runtime',
  TemplateReference: 'jinja2.runtime',
  Namespace: 'jinja2.utils',
  Cycler: 'jinja2.utils',
  Joiner: 'jinja2.utils',
  _GroupTuple: 'jinja2.filters',
};

/** What `value.__class__` prints; it leads nowhere: it can't be called and knows only its name. */
export class TypeObject extends TemplateObject {
  readonly typeName = 'type';

  constructor(private readonly name: string) {
    super();
  }

  override readonly equals = (other: Value): boolean =>
    other instanceof TypeObject && other.name === this.name;

  override attribute(name: string): Value {
    if (name === '__name__' || name === '__qualname__') return this.name;
    return name === '__module__' ? (MODULES[this.name] ?? 'builtins') : undefined;
  }

  text(): string {
    const module = MODULES[this.name];
    return `<class '${module === undefined ? '' : `${module}.`}${this.name}'>`;
  }
}
