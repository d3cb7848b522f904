import type {
  Arguments,
  Expression,
  Parameter,
  Statement,
  Target,
  TextNode,
} from '../../../../../src/core/template/syntax/templateNode.js';
import { Float } from '../../../../../src/core/template/values/pythonValue.js';

/** A tree in one line, every operation in brackets: what binds what can be read off it. */
export function treeText(statements: readonly Statement[]): string {
  return statements.map(statementText).join(' ');
}

function statementText(node: Statement): string {
  switch (node.kind) {
    case 'output':
      return node.parts.map(partText).join(' ');
    case 'if': {
      const branches = node.branches.map(
        ({ condition, body }) => `${expressionText(condition)}: ${treeText(body)}`,
      );
      return `if[${[...branches, `else: ${treeText(node.otherwise)}`].join('; ')}]`;
    }
    case 'for': {
      const filter = node.filter === null ? '' : ` if ${expressionText(node.filter)}`;
      const recursive = node.isRecursive ? ' recursive' : '';
      const head = `${targetText(node.target)} in ${expressionText(node.iterable)}${filter}${recursive}`;
      return `for[${head}: ${treeText(node.body)}; else: ${treeText(node.otherwise)}]`;
    }
    case 'set':
      return `set[${targetText(node.target)} = ${expressionText(node.value)}]`;
    case 'setBlock': {
      const filter = node.filter === null ? '' : ` ${expressionText(node.filter)}`;
      return `set[${targetText(node.target)}${filter}: ${treeText(node.body)}]`;
    }
    case 'with': {
      const bindings = node.bindings.map(
        ({ target, value }) => `${targetText(target)} = ${expressionText(value)}`,
      );
      return `with[${bindings.join(', ')}: ${treeText(node.body)}]`;
    }
    case 'macro': {
      const head = `${node.name.name}(${parametersText(node.parameters)})`;
      return `macro[${head}: ${treeText(node.body)}]`;
    }
    case 'callBlock': {
      const head = `(${parametersText(node.parameters)}) ${expressionText(node.call)}`;
      return `call[${head}: ${treeText(node.body)}]`;
    }
    case 'filterBlock':
      return `filter[${expressionText(node.filter)}: ${treeText(node.body)}]`;
    case 'block': {
      const flags = `${node.isScoped ? ' scoped' : ''}${node.isRequired ? ' required' : ''}`;
      return `block[${node.name.name}${flags}: ${treeText(node.body)}]`;
    }
    case 'autoescape':
      return `autoescape[${expressionText(node.value)}: ${treeText(node.body)}]`;
    case 'otherTemplate': {
      const names = node.names.map(({ name }) => ` ${name}`).join('');
      const missing = node.ignoresMissing ? ' ignore' : '';
      return `${node.tag}[${expressionText(node.template)}${names}${missing}]`;
    }
  }
}

function partText(node: TextNode | Expression): string {
  return node.kind === 'text' ? JSON.stringify(node.text) : expressionText(node);
}

function expressionText(node: Expression): string {
  switch (node.kind) {
    case 'constant':
      return constantText(node.value);
    case 'name':
      return node.name;
    case 'tuple':
      return `tuple(${node.items.map(expressionText).join(', ')})`;
    case 'list':
      return `list(${node.items.map(expressionText).join(', ')})`;
    case 'concat':
      return `(${node.items.map(expressionText).join(' ~ ')})`;
    case 'dict': {
      const pairs = node.pairs.map(
        ({ key, value }) => `${expressionText(key)}: ${expressionText(value)}`,
      );
      return `dict(${pairs.join(', ')})`;
    }
    case 'unary':
      return `(${node.operator} ${expressionText(node.operand)})`;
    case 'binary':
      return `(${expressionText(node.left)} ${node.operator} ${expressionText(node.right)})`;
    case 'compare': {
      const rest = node.rest.map(({ operator, right }) => ` ${operator} ${expressionText(right)}`);
      return `(${expressionText(node.first)}${rest.join('')})`;
    }
    case 'attribute':
      return `${expressionText(node.target)}.${node.attribute.name}`;
    case 'item':
      return `${expressionText(node.target)}[${expressionText(node.index)}]`;
    case 'slice':
      return [node.from, node.to, node.step].map((bound) => boundText(bound)).join(':');
    case 'call':
      return `${expressionText(node.callee)}(${argumentsText(node.given)})`;
    case 'filter':
      return `${boundText(node.target)}|${node.filter.name}(${argumentsText(node.given)})`;
    case 'test':
      return `(${expressionText(node.target)} is ${node.test.name}(${argumentsText(node.given)}))`;
    case 'conditional': {
      const { condition, then, otherwise } = node;
      return `(${expressionText(condition)} ? ${expressionText(then)} : ${boundText(otherwise)})`;
    }
    case 'missing':
      return '<missing>';
  }
}

function constantText(value: Extract<Expression, { kind: 'constant' }>['value']): string {
  if (value instanceof Float) {
    return `float ${value.value}`;
  }
  return typeof value === 'bigint' ? `${value}n` : JSON.stringify(value);
}

function boundText(node: Expression | null): string {
  return node === null ? '' : expressionText(node);
}

function argumentsText(given: Arguments): string {
  const { positional, named, spreadPositional, spreadNamed } = given;
  return [
    ...positional.map(expressionText),
    ...named.map(({ name, value }) => `${name}=${expressionText(value)}`),
    ...(spreadPositional === undefined ? [] : [`*${expressionText(spreadPositional)}`]),
    ...(spreadNamed === undefined ? [] : [`**${expressionText(spreadNamed)}`]),
  ].join(', ');
}

function parametersText(parameters: readonly Parameter[]): string {
  return parameters
    .map(({ name, otherwise }) =>
      otherwise === null ? name : `${name}=${expressionText(otherwise)}`,
    )
    .join(', ');
}

function targetText(target: Target): string {
  switch (target.kind) {
    case 'name':
      return target.name;
    case 'tuple':
      return `(${target.items.map(targetText).join(', ')})`;
    case 'namespacePart':
      return `${target.namespace.name}.${target.part.name}`;
  }
}
