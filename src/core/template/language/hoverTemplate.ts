import { t } from '../../../l10n/t.js';
import type { PartFacts } from '../../dataset/datasetFacts.js';
import { builtinDoc, type BuiltinKind } from '../builtins/builtinDocs.js';
import type { Expression, ParsedTemplate, Span } from '../syntax/templateNode.js';
import { childrenOf, type TemplateNode } from '../syntax/walkTemplate.js';
import { docLines } from './docEntry.js';
import { factLines, shapeText } from './factTexts.js';
import { METHOD_DOCS } from './methodDocs.js';
import { scopeAt, type Binding } from './scopeAt.js';
import { partShape, type Shape } from './shape.js';
import { macroParameters, signatureText } from './signatures.js';
import type { TemplateContext, TemplateHover } from './templateContext.js';
import { bindingShape, nameShape, shapeOf, type Known } from './valueShape.js';

/** What stands at `offset`: a column, a part of one, a name of the template, a filter, a tag. */
export function hoverTemplate(
  parsed: ParsedTemplate,
  offset: number,
  { facts }: TemplateContext,
): TemplateHover | undefined {
  const known: Known = { scope: scopeAt(parsed.body, offset, parsed.source), facts };
  const at = { source: parsed.source, offset, known };
  const path = nodesAt(parsed.body, offset);
  for (const node of path.toReversed()) {
    const hover = hoverOf(node, at);
    if (hover) return hover;
  }
  return definitionHover(parsed, path, at) ?? tagHover(parsed, offset);
}

interface At {
  readonly source: string;
  readonly offset: number;
  readonly known: Known;
}

/** The nodes around `offset`, the innermost last. */
function nodesAt(nodes: readonly TemplateNode[], offset: number): TemplateNode[] {
  const found = nodes.find((node) => isIn(node, offset));
  return found ? [found, ...nodesAt(childrenOf(found), offset)] : [];
}

function isIn({ start, end }: Span, offset: number): boolean {
  return start <= offset && offset <= end;
}

function hoverOf(node: TemplateNode, { source, offset, known }: At): TemplateHover | undefined {
  switch (node.kind) {
    case 'name': {
      const span = { start: node.start, end: node.end };
      const binding = known.scope.get(node.name);
      if (binding) return bindingHover(binding, span, { source, offset, known });
      const shape = nameShape(node.name, known);
      return shape.facts ? factsHover(shape, span, 'row') : docHover('global', node.name, span);
    }
    case 'attribute': {
      const { name, start, end } = node.attribute;
      return isIn(node.attribute, offset)
        ? partHover(shapeOf(node.target, known), name, { start, end })
        : undefined;
    }
    case 'item': {
      const { index } = node;
      if (index.kind !== 'constant' || typeof index.value !== 'string') return undefined;
      return isIn(index, offset)
        ? partHover(shapeOf(node.target, known), index.value, {
            start: index.start,
            end: index.end,
          })
        : undefined;
    }
    case 'filter':
    case 'test': {
      const word = node.kind === 'filter' ? node.filter : node.test;
      const span = { start: word.start, end: word.end };
      return isIn(word, offset) ? docHover(node.kind, word.name, span) : undefined;
    }
    default:
      return undefined;
  }
}

function partHover(target: Shape, name: string, span: Span): TemplateHover | undefined {
  if (target.kinds.includes('loop')) return docHover('loop', name, span);
  const part = partShape(target, name);
  if (part.facts) return factsHover(part, span, 'dict');
  for (const kind of target.kinds) {
    const method = kind in METHOD_DOCS && METHOD_DOCS[kind as keyof typeof METHOD_DOCS].get(name);
    if (method)
      return { span, code: `${name}${method.signature}`, lines: [method.doc], samples: [] };
  }
  const text = shapeText(part);
  return text === '' ? undefined : { span, code: name, lines: [text], samples: [] };
}

function factsHover(shape: Shape, span: Span, whole: 'row' | 'dict'): TemplateHover {
  // Places with facts that are found by a name are columns and parts, which know of how many.
  const facts = shape.facts as PartFacts;
  return {
    span,
    code: shape.path ?? '',
    lines: factLines(facts, whole),
    samples: facts.samples,
  };
}

function docHover(kind: BuiltinKind, name: string, span: Span): TemplateHover | undefined {
  const found = builtinDoc(kind, name);
  return found && { span, code: found.signature, lines: docLines(kind, name), samples: [] };
}

function bindingHover(binding: Binding, span: Span, { source, known }: At): TemplateHover {
  const shape = bindingShape(binding, known);
  const { name, origin } = binding;
  const type = shapeText(shape);
  const samples = shape.facts?.samples ?? [];
  const written = ({ start, end }: Expression): string => short(source.slice(start, end));
  const hover = (line: string): TemplateHover => ({
    span,
    code: name,
    lines: [line, ...(type === '' ? [] : [type])],
    samples,
  });
  switch (origin.from) {
    case 'items':
      return hover(
        origin.path.length === 0
          ? t('Loop variable: each item of {0}', written(origin.iterable))
          : t('Loop variable: a part of each item of {0}', written(origin.iterable)),
      );
    case 'value':
      return hover(t('Set to {0}', written(origin.value)));
    case 'text':
      return hover(t('The text of a set block'));
    case 'loop':
      return {
        span,
        code: 'loop',
        lines: [t('The loop over {0}: loop.index, loop.last, …', written(origin.iterable))],
        samples: [],
      };
    case 'parameter': {
      const { macro, otherwise } = origin;
      return hover(
        otherwise
          ? t('Parameter of {0}; {1} unless given', macro, written(otherwise))
          : t('Parameter of {0}', macro),
      );
    }
    case 'macro': {
      const parameters = macroParameters(origin.macro.parameters, source);
      return { span, code: signatureText(name, parameters), lines: [t('Macro')], samples: [] };
    }
    case 'caller':
      return hover(t('The body of the call block'));
    case 'template':
      return hover(t('From another template, which does not work here: a template stands alone'));
  }
}

const LONGEST = 60;

function short(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length <= LONGEST ? line : `${line.slice(0, LONGEST - 1)}…`;
}

/** A name where it is bound: what it means is known behind its tag. */
function definitionHover(
  parsed: ParsedTemplate,
  path: readonly TemplateNode[],
  at: At,
): TemplateHover | undefined {
  const statement = path.findLast((node) => 'tags' in node || node.kind === 'set');
  if (!statement) return undefined;
  const opening = 'tags' in statement ? statement.tags[0] : undefined;
  for (const behind of [opening?.end, statement.end + 1]) {
    if (behind === undefined) continue;
    const scope = scopeAt(parsed.body, behind, parsed.source);
    const binding = [...scope.values()].find(
      ({ place, origin }) => origin.from !== 'loop' && isIn(place, at.offset),
    );
    if (binding) return bindingHover(binding, binding.place, at);
  }
  return undefined;
}

function tagHover(parsed: ParsedTemplate, offset: number): TemplateHover | undefined {
  const word = parsed.tags.find((tag) => tag.word && isIn(tag.word, offset))?.word;
  if (!word) return undefined;
  const { start, end } = word;
  return docHover('statement', word.name.replace(/^end/, ''), { start, end });
}
