import { floatText } from './pythonText.js';
import { Float, TemplateObject } from './pythonValue.js';
import type { Value } from './pythonValue.js';

/** Python's `complex`: what a negative number to a fractional power is. It can be printed. */
export class ComplexObject extends TemplateObject {
  readonly typeName = 'complex';

  constructor(
    readonly real: number,
    readonly imaginary: number,
  ) {
    super();
  }

  override readonly truth = (): boolean => this.real !== 0 || this.imaginary !== 0;

  override readonly equals = (other: Value): boolean =>
    other instanceof ComplexObject &&
    other.real === this.real &&
    other.imaginary === this.imaginary;

  override attribute(name: string): Value {
    if (name === 'real') return new Float(this.real);
    return name === 'imag' ? new Float(this.imaginary) : undefined;
  }

  text(): string {
    const imaginary = short(this.imaginary);
    if (Object.is(this.real, 0)) return `${imaginary}j`;
    return `(${short(this.real)}${/^[-+]/.test(imaginary) ? '' : '+'}${imaginary}j)`;
  }
}

/** As `repr` writes a part: a whole one without `.0`. */
function short(part: number): string {
  return floatText(part).replace(/\.0$/, '');
}
