import ts from 'typescript';

const WRITES = /^(toFixed|toPrecision|toLocaleString)$/;

/**
 * Calls that write a number with a point, or as one language does, and are not handed on to
 * `decimalText`; as `3: value.toFixed(2)`.
 */
export function plainFigures(path: string, text: string): string[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (isWriting(node) && !isLocalised(node)) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart());
      found.push(`${line + 1}: ${node.getText().replace(/\s+/g, ' ')}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function isWriting(node: ts.Node): boolean {
  return (
    ts.isCallExpression(node) &&
    ts.isPropertyAccessExpression(node.expression) &&
    WRITES.test(node.expression.name.text)
  );
}

function isLocalised(node: ts.Node): boolean {
  let child = node;
  for (let at = node.parent; !ts.isSourceFile(at); child = at, at = at.parent) {
    if (ts.isFunctionLike(at)) return false;
    if (!ts.isCallExpression(at) || at.expression === child) continue;
    if (ts.isIdentifier(at.expression) && at.expression.text === 'decimalText') return true;
  }
  return false;
}
