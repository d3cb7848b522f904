import type { Expression, Span, StatementOf, TextNode } from '../syntax/templateNode.js';
import { escapedText } from '../values/markup.js';
import { Markup } from '../values/pythonValue.js';
import type { Value } from '../values/pythonValue.js';
import { textOf } from '../values/pythonText.js';
import { compilePart } from './compileParts.js';
import { NO_CONSTANT, constantOf } from './constantOf.js';
import type { Evaluate, Frame, Run } from './frame.js';
import type { Rendering } from './rendering.js';
import { beginLine } from './scope.js';
import type { Compilation, Scope } from './scope.js';
import { originOf, tracedWrite } from './traceWriter.js';

type Part =
  | { readonly kind: 'text'; readonly text: string; readonly span: Span }
  | {
      readonly kind: 'value';
      readonly evaluate: Evaluate;
      readonly line: number;
      readonly node: Expression;
    };

/** A longer constant is made anew by each rendering instead of being kept. */
const LONGEST_KEPT = 2000;

export function compileOutput(node: StatementOf<'output'>, scope: Scope): Run | null {
  if (scope.checksExtends && scope.compilation.hasKnownExtends) return null;
  const parts = node.parts.map((part) => compileOutputPart(part, scope));
  const print = printer(scope.compilation);
  if (scope.compilation.flow) return tracedParts(parts, print, scope);
  return plainParts(parts, print);
}

function compileOutputPart(part: TextNode | Expression, scope: Scope): Part {
  if (part.kind === 'text') {
    // Whether text is escaped is not known in a volatile stretch, so there it is no constant.
    if (scope.compilation.isVolatile) beginLine(scope, part);
    return { kind: 'text', text: part.text, span: part };
  }
  const constant = constantText(part, scope);
  if (constant === undefined) {
    const line = beginLine(scope, part);
    return { kind: 'value', evaluate: compilePart(part, scope), line, node: part };
  }
  if (constant.length <= LONGEST_KEPT) return { kind: 'text', text: constant, span: part };
  const { line } = scope.compilation;
  return { kind: 'value', evaluate: compilePart(part, scope), line, node: part };
}

/** What a constant prints; undefined where there is none, or printing it fails. */
function constantText(node: Expression, scope: Scope): string | undefined {
  const value = constantOf(node, scope);
  if (value === NO_CONSTANT) return undefined;
  try {
    return scope.compilation.autoescape ? escapedValue(value) : textOf(value);
  } catch {
    return undefined;
  }
}

type Print = (value: Value, rendering: Rendering) => string;

function escapedValue(value: Value): string {
  return value instanceof Markup ? value.text : escapedText(textOf(value));
}

function printer({ autoescape, isVolatile }: Compilation): Print {
  if (isVolatile) {
    return (value, rendering) => (rendering.autoescape ? escapedValue(value) : textOf(value));
  }
  return autoescape ? escapedValue : textOf;
}

function plainParts(parts: readonly Part[], print: Print): Run {
  const texts: string[] = [''];
  const values: { readonly evaluate: Evaluate; readonly line: number }[] = [];
  for (const part of parts) {
    if (part.kind === 'text') texts.push(`${texts.pop() ?? ''}${part.text}`);
    else {
      values.push(part);
      texts.push('');
    }
  }
  const [first = ''] = texts;
  const [only] = values;
  if (!only) return ({ rendering }) => rendering.write(first);
  const pairs = values.map(({ evaluate, line }, index) => ({
    evaluate,
    line,
    after: texts[index + 1] ?? '',
  }));
  return (frame) => {
    const { rendering } = frame;
    let out = first;
    for (const { evaluate, line, after } of pairs) {
      rendering.line = line;
      const value = evaluate(frame);
      out += typeof value === 'string' && print === textOf ? value : print(value, rendering);
      out += after;
    }
    rendering.write(out);
  };
}

function tracedParts(parts: readonly Part[], print: Print, scope: Scope): Run {
  const { compilation } = scope;
  const steps = parts.map((part): ((frame: Frame) => void) => {
    if (part.kind === 'text') {
      const { text } = part;
      return tracedWrite(
        ({ rendering }) => rendering.write(text),
        originOf(part.span, [], compilation),
      );
    }
    const { evaluate, line, node } = part;
    const sources = compilation.flow?.of(node, scope) ?? [];
    compilation.flow?.wrote(sources);
    return tracedWrite(
      (frame) => {
        const { rendering } = frame;
        rendering.line = line;
        rendering.write(print(evaluate(frame), rendering));
      },
      originOf(node, sources, compilation),
    );
  });
  return (frame) => {
    for (const step of steps) step(frame);
  };
}
