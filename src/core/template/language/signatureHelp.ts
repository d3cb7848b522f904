import { builtinDoc } from '../builtins/builtinDocs.js';
import type { ParsedTemplate } from '../syntax/templateNode.js';
import { callAround, type CallPlace } from './cursorPlace.js';
import { METHOD_DOCS } from './methodDocs.js';
import { scopeInTag } from './scopeAt.js';
import {
  builtinParameters,
  macroParameters,
  signatureText,
  writtenParameters,
  type SignatureParameter,
} from './signatures.js';
import { openTagAt } from './tagTokens.js';
import type { TemplateSignature } from './templateContext.js';

/** The call around `offset` of a filter, test, macro, method or global; undefined where there is none. */
export function signatureHelp(
  parsed: ParsedTemplate,
  offset: number,
): TemplateSignature | undefined {
  const tag = openTagAt(parsed, offset);
  const call = tag && callAround(parsed.source, tag.tokens);
  const signature = call && signatureOf(call, parsed, offset);
  if (!signature) return undefined;
  const { name, parameters, doc } = signature;
  return {
    label: signatureText(name, parameters),
    ...(doc !== undefined && { doc }),
    parameters: parameters.map(({ label }) => ({ label })),
    active: activeIndex(call, parameters),
  };
}

interface Signature {
  readonly name: string;
  readonly parameters: readonly SignatureParameter[];
  readonly doc?: string | undefined;
}

function signatureOf(
  { kind, callee }: CallPlace,
  parsed: ParsedTemplate,
  offset: number,
): Signature | undefined {
  if (kind !== 'function') {
    const parameters = builtinParameters(kind, callee);
    return parameters && { name: callee, parameters, doc: builtinDoc(kind, callee)?.doc };
  }
  const origin = scopeInTag(parsed, offset).get(callee)?.origin;
  if (origin) {
    if (origin.from !== 'macro') return undefined;
    return { name: callee, parameters: macroParameters(origin.macro.parameters, parsed.source) };
  }
  const global = builtinDoc('global', callee);
  if (global) {
    return { name: callee, parameters: writtenParameters(global.signature), doc: global.doc };
  }
  const [, target, method] = /^(.*)\.\s*(\w+)$/s.exec(callee) ?? [];
  if (target === undefined || method === undefined) return undefined;
  return target === 'loop' ? documented('loop', method) : methodSignature(method);
}

function documented(kind: 'loop', name: string): Signature | undefined {
  const found = builtinDoc(kind, name);
  return found && { name, parameters: writtenParameters(found.signature), doc: found.doc };
}

/** A method by its name alone, where only one type has it. */
function methodSignature(name: string): Signature | undefined {
  const found = Object.values(METHOD_DOCS).flatMap((methods) => methods.get(name) ?? []);
  const [only, other] = found;
  if (!only || other) return undefined;
  return { name, parameters: writtenParameters(only.signature), doc: only.doc };
}

/** The parameter that the argument at the cursor is for. */
function activeIndex(call: CallPlace, parameters: readonly SignatureParameter[]): number {
  if (call.current !== undefined) {
    const named = parameters.findIndex(({ name }) => name === call.current);
    return named >= 0 ? named : parameters.findIndex(({ label }) => label.startsWith('**'));
  }
  if (call.index < parameters.length) return call.index;
  const rest = parameters.findIndex(({ label }) => /^\*\w/.test(label));
  return rest;
}
