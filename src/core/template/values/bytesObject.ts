import { checkText } from '../render/budget.js';
import { fail } from '../render/templateFailure.js';
import { bindArguments } from './bindArguments.js';
import { encodedBytes, decodedText } from './encodings.js';
import { parametersOf, textArgument } from './methods/method.js';
import { Callable, TemplateObject } from './pythonValue.js';
import type { Value } from './pythonValue.js';
import { isInt } from './typeNames.js';

/** Python's `bytes`: what `str.encode` gives. */
export class BytesObject extends TemplateObject {
  readonly typeName = 'bytes';

  constructor(readonly bytes: readonly number[]) {
    super();
  }

  override readonly iterate = (): Iterator<Value> => this.bytes.values();
  override readonly length = (): number => this.bytes.length;

  override readonly equals = (other: Value): boolean =>
    other instanceof BytesObject &&
    other.bytes.length === this.bytes.length &&
    other.bytes.every((byte, index) => byte === this.bytes[index]);

  override readonly contains = (value: Value): boolean => {
    if (isInt(value)) return this.bytes.includes(Number(value));
    if (!(value instanceof BytesObject)) return fail('"in" wants bytes or a number for bytes');
    return latin(this.bytes).includes(latin(value.bytes));
  };

  override item(key: Value): Value {
    if (!isInt(key)) return undefined;
    const index = Number(key);
    return this.bytes[index < 0 ? index + this.bytes.length : index];
  }

  override attribute(name: string): Value {
    if (name === 'decode') {
      const parameters = parametersOf("encoding='utf-8', errors='strict'");
      return new Callable(name, (given) => {
        const [encoding, errors] = bindArguments('decode()', parameters, given);
        const how = {
          encoding: textArgument(encoding, 'decode()'),
          errors: textArgument(errors, 'decode()'),
        };
        return decodedText(this.bytes, how);
      });
    }
    if (name === 'hex') {
      return new Callable(name, (given) => {
        bindArguments('hex()', [], given);
        checkText(this.bytes.length * 2);
        return this.bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('');
      });
    }
    return undefined;
  }

  text(): string {
    checkText(this.bytes.length * 4);
    const body = latin(this.bytes);
    const quote = body.includes("'") && !body.includes('"') ? '"' : "'";
    const written = Array.from(body, (character) => escapedByte(character, quote));
    return `b${quote}${written.join('')}${quote}`;
  }
}

export function encodedText(text: string, encoding: string, errors: string): BytesObject {
  checkText(text.length * 4);
  return new BytesObject(encodedBytes(text, { encoding, errors }));
}

function latin(bytes: readonly number[]): string {
  return bytes.map((byte) => String.fromCharCode(byte)).join('');
}

function escapedByte(character: string, quote: string): string {
  if (character === quote || character === '\\') return `\\${character}`;
  if (character === '\n') return '\\n';
  if (character === '\r') return '\\r';
  if (character === '\t') return '\\t';
  if (character >= ' ' && character <= '~') return character;
  return `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
}
