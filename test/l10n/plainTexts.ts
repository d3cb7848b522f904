import ts from 'typescript';

/** Attributes and properties that are read by people. */
const ATTRIBUTES =
  /^(title|label|aria-label|aria-description|aria-valuetext|placeholder|alt|heading)$/;
const PROPERTIES =
  /^(label|detail|description|tooltip|placeHolder|placeholder|prompt|title|message|saveLabel|openLabel)$/;
const CALLS =
  /^(UserError|NoKey|fault|refuse|usage|MarkdownString|show\w+Message|requireTrust|cancellable)$/;
const SAYS = /^(t|tIn|plural|rich)$/;

/**
 * Texts that stand in the code as they are shown, where a text is known to be shown: in elements and
 * their attributes, in errors, questions, items; as `3: Cancel`. Words of code alone are none.
 */
export function plainTexts(path: string, text: string): string[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const add = (node: ts.Node, said: string): void => {
    const { line } = source.getLineAndCharacterOfPosition(node.getStart());
    found.push(`${line + 1}: ${said.trim().replace(/\s+/g, ' ')}`);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isJsxText(node) && hasWord(node.text)) add(node, node.text);
    const said = saidBy(node);
    if (said !== undefined && isShown(node)) add(node, said);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** The words of a literal; undefined where it is none, or has none. */
function saidBy(node: ts.Node): string | undefined {
  if (ts.isStringLiteralLike(node)) return isText(node.text) ? node.text : undefined;
  if (!ts.isTemplateExpression(node)) return undefined;
  const text = [node.head, ...node.templateSpans.map(({ literal }) => literal)]
    .map((part) => part.text)
    .join('…');
  return /\p{L}{2,} \p{L}|^\p{Lu}\p{Ll}+ | \p{L}{3,}/u.test(text) ? text : undefined;
}

function hasWord(text: string): boolean {
  return /\p{L}{2}/u.test(text);
}

/** `Cancel` and `no rows`; not `read-only`, `gavel.run` or `column`. */
function isText(text: string): boolean {
  return hasWord(text) && /^\p{Lu}\p{Ll}|\p{L}{2,} \p{L}/u.test(text);
}

function isShown(node: ts.Node): boolean {
  let child = node;
  for (let at = node.parent; !ts.isSourceFile(at); child = at, at = at.parent) {
    if (ts.isConditionalExpression(at) && at.condition === child) return false;
    if (passesOn(at)) continue;
    if (ts.isJsxAttribute(at)) return ATTRIBUTES.test(at.name.getText());
    if (ts.isJsxExpression(at)) {
      if (ts.isJsxAttribute(at.parent)) continue;
      return true;
    }
    if (ts.isPropertyAssignment(at)) return at.name !== child && PROPERTIES.test(at.name.getText());
    if (ts.isCallExpression(at) || ts.isNewExpression(at)) return isSaidBy(at, child);
    return false;
  }
  return false;
}

function passesOn(node: ts.Node): boolean {
  return (
    ts.isParenthesizedExpression(node) ||
    ts.isConditionalExpression(node) ||
    ts.isAsExpression(node) ||
    (ts.isBinaryExpression(node) &&
      [
        ts.SyntaxKind.QuestionQuestionToken,
        ts.SyntaxKind.BarBarToken,
        ts.SyntaxKind.AmpersandAmpersandToken,
      ].includes(node.operatorToken.kind))
  );
}

function isSaidBy(call: ts.CallExpression | ts.NewExpression, argument: ts.Node): boolean {
  const name = call.expression.getText().split('.').at(-1) ?? '';
  return CALLS.test(name) && !SAYS.test(name) && call.expression !== argument;
}
