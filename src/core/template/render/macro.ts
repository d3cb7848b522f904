import { Markup, TemplateObject, Tuple } from '../values/pythonValue.js';
import type { Given, Value } from '../values/pythonValue.js';
import { dictOf } from '../values/dictKeys.js';
import { quoted } from '../values/pythonText.js';
import { captured } from './capture.js';
import { Frame, MISSING } from './frame.js';
import type { Evaluate, Run } from './frame.js';
import type { FrameSlots } from './names.js';
import { fail } from './templateFailure.js';

/** A macro or call block as compiled. Places are slots of its frame. */
export interface MacroCode {
  /** null: the body of a call block. */
  readonly name: string | null;
  readonly slots: FrameSlots;
  readonly parameters: readonly {
    readonly name: string;
    readonly place: number;
    /** null: undefined where it is not given. */
    readonly otherwise: Evaluate | null;
  }[];
  /** Where the body uses `caller`, `kwargs`, `varargs` without declaring them. */
  readonly callerPlace: number | null;
  readonly namedPlace: number | null;
  readonly positionalPlace: number | null;
  /** Whether the body uses `caller` at all, declared or not. */
  readonly usesCaller: boolean;
  /** Steps of one call. */
  readonly weight: number;
  readonly line: number;
  readonly joinLine: number;
  readonly enter: Run;
  readonly body: Run;
}

/** Nothing is ever put in. */
const NONE = new Map<string, Value>();

export class Macro extends TemplateObject {
  readonly typeName = 'Macro';

  constructor(
    private readonly code: MacroCode,
    private readonly outer: Frame,
  ) {
    super();
  }

  override attribute(name: string): Value {
    const { code } = this;
    const names = code.parameters.map((parameter) => parameter.name);
    switch (name) {
      case 'name':
        return code.name;
      case 'arguments':
        return new Tuple(names);
      case 'catch_kwargs':
        return code.namedPlace !== null;
      case 'catch_varargs':
        return code.positionalPlace !== null;
      case 'caller':
        return code.usesCaller;
      case 'explicit_caller':
        return names.includes('caller');
      default:
        return undefined;
    }
  }

  text(): string {
    return `<Macro ${this.code.name === null ? 'anonymous' : quoted(this.code.name)}>`;
  }

  override readonly call = (given: Given): Value => {
    const { code, outer } = this;
    const { rendering } = outer;
    const frame = new Frame(rendering, code.slots.size, outer, outer.exported);
    this.bind(frame, given);
    const from = rendering.line;
    rendering.budget.enter();
    rendering.budget.step(code.weight);
    rendering.line = code.line;
    code.enter(frame);
    for (const { place, otherwise } of code.parameters) {
      if (frame.slots[place] !== MISSING) continue;
      frame.slots[place] = otherwise ? otherwise(frame) : undefined;
    }
    const text = captured(frame, code.body, code.joinLine);
    rendering.budget.leave();
    rendering.line = from;
    return rendering.autoescape ? new Markup(text) : text;
  };

  private bind(frame: Frame, { args, named }: Given): void {
    const { code } = this;
    const { parameters } = code;
    const rest = named.size > 0 || code.namedPlace !== null ? new Map(named) : NONE;
    const label = code.name === null ? 'caller()' : `${code.name}()`;
    let hasCaller = false;
    for (const [index, { name, place }] of parameters.entries()) {
      if (index < args.length) {
        frame.slots[place] = args[index];
        continue;
      }
      if (name === 'caller') hasCaller = true;
      if (!rest.has(name)) continue;
      frame.slots[place] = rest.get(name);
      rest.delete(name);
    }
    if (args.length >= parameters.length) {
      hasCaller = parameters.some(({ name }) => name === 'caller');
    }
    if (code.usesCaller && !hasCaller && code.callerPlace !== null) {
      const caller = rest.get('caller');
      rest.delete('caller');
      frame.slots[code.callerPlace] = caller === null ? undefined : caller;
    }
    if (code.namedPlace !== null) frame.slots[code.namedPlace] = dictOf(rest);
    else {
      const [unknown] = rest.keys();
      if (unknown === 'caller')
        fail(`${label} does not use "caller", so it can't be called by {% call %}`);
      if (unknown !== undefined) fail(`${label} has no argument "${unknown}"`);
    }
    if (code.positionalPlace !== null) {
      frame.slots[code.positionalPlace] = new Tuple(args.slice(parameters.length));
    } else if (args.length > parameters.length) {
      fail(`${label} takes at most ${parameters.length} arguments, not ${args.length}`);
    }
  }
}
