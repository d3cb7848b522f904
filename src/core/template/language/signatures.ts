import type { Builtin, BuiltinParameter } from '../builtins/builtin.js';
import { FILTERS, TESTS } from '../builtins/builtinTable.js';
import type { Expression, Parameter } from '../syntax/templateNode.js';
import { reprOf } from '../values/pythonText.js';

/** Parameters as they are written in a call, e.g. `length=255`; `name` where they can be named. */
export interface SignatureParameter {
  readonly label: string;
  readonly name?: string;
}

/** Those of a filter or test, without the value it is about; undefined for an unknown one. */
export function builtinParameters(
  kind: 'filter' | 'test',
  name: string,
): readonly SignatureParameter[] | undefined {
  return (kind === 'filter' ? FILTERS : TESTS).get(name)?.parameters.slice(1).map(ofBuiltin);
}

function ofBuiltin(parameter: Builtin['parameters'][number]): SignatureParameter {
  const { name, rest, by } = parameter;
  if (rest) return { label: `${rest === 'named' ? '**' : '*'}${name}` };
  const label = defaultText(parameter);
  return by === 'place' ? { label } : { label, name };
}

function defaultText({ name, otherwise }: BuiltinParameter): string {
  return otherwise === undefined ? name : `${name}=${reprOf(otherwise)}`;
}

/** Those of a macro, with their defaults as written. */
export function macroParameters(
  parameters: readonly Parameter[],
  source: string,
): readonly SignatureParameter[] {
  return parameters.map(({ name, otherwise }) => ({
    label: otherwise ? `${name}=${written(otherwise, source)}` : name,
    name,
  }));
}

function written({ start, end }: Expression, source: string): string {
  return source.slice(start, end);
}

/** Those of a signature such as `(sep=None, maxsplit=-1)`. */
export function writtenParameters(signature: string): readonly SignatureParameter[] {
  const inner = signature.slice(signature.indexOf('(') + 1, signature.lastIndexOf(')'));
  return inner
    .split(/,\s*(?=[\w*])/)
    .filter((label) => label !== '')
    .map((label) => {
      const name = /^\w+/.exec(label)?.[0];
      return name === undefined ? { label } : { label, name };
    });
}

export function signatureText(name: string, parameters: readonly SignatureParameter[]): string {
  return `${name}(${parameters.map(({ label }) => label).join(', ')})`;
}
