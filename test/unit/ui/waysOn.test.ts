import assert from 'node:assert/strict';
import ts from 'typescript';
import { readSources } from '../../importGraph.js';
import { proven } from '../../security/proofs.js';
import { readManifest } from '../../manifest.js';

/** A place at which something is shown to a person. */
interface Shown {
  readonly at: string;
  readonly kind: 'Error' | 'Warning' | 'Information';
  readonly call: ts.CallExpression;
  readonly isModal: boolean;
  /** Buttons, also those that are spread in. */
  readonly actions: readonly ts.Expression[];
}

/** Warnings and errors that offer nothing, as the sentence is the whole of it. */
const COMPLETE: Readonly<Record<string, string>> = {
  'extension.ts Error': 'there is no command yet that could help',
  'ui/dataset/namedCopy.ts Warning': 'notes on a copy that is open before the person',
  'ui/commands/exchangeCommands.ts Warning': 'what was not carried over into the spec that is open',
  'ui/dataset/writeNewDataset.ts Warning': 'no row was left, so nothing was written',
};

/** It passes on what others show. */
const PASSING = ['ui/guardedWindow.ts'];

const sources = [...readSources('src')]
  .filter(([path]) => path.startsWith('ui/') || path === 'extension.ts')
  .filter(([path]) => !PASSING.includes(path))
  .map(([path, text]) => ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true));

describe('whatever is shown to a person', () => {
  const shown = sources.flatMap(shownIn);
  const modals = shown.filter(({ isModal }) => isModal);

  it('offers a way on where something went wrong, or is complete in itself', () => {
    const bare = shown.filter(
      ({ kind, isModal, actions }) => kind !== 'Information' && !isModal && actions.length === 0,
    );
    assert.deepEqual(
      [...new Set(bare.map(({ at, kind }) => `${at} ${kind}`))].sort(),
      Object.keys(COMPLETE).sort(),
    );
  });

  it('asks in a modal question only what a closed question leaves as it was', () => {
    for (const { at, call, actions } of modals) {
      const line = `${at}: ${call.getText().slice(0, 80)}`;
      assert.ok(actions.length > 0, `${line} has an answer`);
      const variable = answerOf(call);
      assert.ok(variable, `${line} looks at the answer`);
      const compared = comparisons(variable);
      assert.ok(compared.length > 0, `${line} compares the answer`);
      // Nothing hangs on “no answer”: each act needs its own button.
      for (const { left, right, operator } of compared) {
        assert.ok(!/^undefined$/.test(left) && !/^undefined$/.test(right), line);
        assert.match(operator, /^[!=]==$/, line);
        // A question that is closed is no answer: held against a “no”, it would be a yes.
        assert.ok(!/do not|\bno\b|cancel/i.test(left + right), line);
      }
    }
  });

  it('can be stopped where it takes long', () => {
    const progress = sources.flatMap((source) => callsOf(source, /^vscode\.window\.withProgress$/));
    assert.equal(progress.length, 1, 'one place shows progress');
    const options = progress[0]?.getSourceFile().text ?? '';
    assert.match(options, /cancellable: true/);
    const works = sources.flatMap((source) => callsOf(source, /^cancellable$/));
    assert.ok(works.length > 15);
    for (const call of works) {
      const work = call.arguments[1];
      assert.ok(work && ts.isArrowFunction(work), call.getText().slice(0, 80));
      const [signal] = work.parameters;
      assert.ok(signal, call.getText().slice(0, 80));
      const uses = namesIn(work.body).filter((name) => name === signal.name.getText());
      assert.ok(uses.length > 0, `${call.getText().slice(0, 80)} passes its signal on`);
    }
    proven({
      area: 'Interface',
      claim:
        'Every failure has a way on, every modal question a “no” that changes nothing, every long work a Cancel',
      test: 'test/unit/ui/waysOn.test.ts',
      figure: `${shown.length} places that speak, ${modals.length} modal questions, ${works.length} works that can be stopped`,
    });
  });

  it('names only commands that there are', () => {
    const NO_COMMANDS = ['Live Runs', 'LLM'];
    const { contributes } = readManifest() as {
      contributes: { commands: { title: string }[] };
    };
    const titles = contributes.commands.map(({ title }) => title.replace(/(…| \(.*)$/u, ''));
    const named = [...readSources('src').values()].flatMap((text) =>
      [...text.matchAll(/Gavel: ([A-Z][A-Za-z]*(?: [A-Z][A-Za-z]*)*)/g)].map(
        ([, name]) => name ?? '',
      ),
    );
    assert.ok(named.length > 10);
    assert.deepEqual(
      named.filter(
        (name) =>
          !NO_COMMANDS.includes(name) &&
          // A title may go on in small letters, where this name of it ends.
          !titles.some((title) => name.startsWith(title) || title.startsWith(`${name} `)),
      ),
      [],
    );
  });
});

function shownIn(source: ts.SourceFile): Shown[] {
  const pattern = /\bshow(Error|Warning|Information)Message$/;
  return callsOf(source, pattern).map((call): Shown => {
    const kind = pattern.exec(call.expression.getText())?.[1] as Shown['kind']; // as the pattern has it
    const [, second, ...rest] = call.arguments;
    const isModal = second !== undefined && /\bmodal: true\b/.test(second.getText());
    const actions = isModal ? rest : second ? [second, ...rest] : [];
    return { at: source.fileName, kind, call, isModal, actions };
  });
}

function callsOf(source: ts.SourceFile, name: RegExp): ts.CallExpression[] {
  const found: ts.CallExpression[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && name.test(node.expression.getText())) found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** The variable that an awaited answer is kept in. */
function answerOf(call: ts.CallExpression): ts.Identifier | undefined {
  const awaited = call.parent;
  const declaration = awaited.parent;
  if (!ts.isAwaitExpression(awaited) || !ts.isVariableDeclaration(declaration)) return undefined;
  return ts.isIdentifier(declaration.name) ? declaration.name : undefined;
}

/** What a variable is held against, in the function that it is of. */
function comparisons(
  variable: ts.Identifier,
): { readonly left: string; readonly right: string; readonly operator: string }[] {
  const found: { left: string; right: string; operator: string }[] = [];
  const body = ts.findAncestor(variable, ts.isBlock) ?? variable.getSourceFile();
  const visit = (node: ts.Node): void => {
    if (ts.isBinaryExpression(node)) {
      const [left, right] = [node.left.getText(), node.right.getText()];
      const operator = node.operatorToken.getText();
      const isOfIt = [left, right].includes(variable.text);
      if (isOfIt && operator !== '=') found.push({ left, right, operator });
    }
    ts.forEachChild(node, visit);
  };
  visit(body);
  return found;
}

function namesIn(node: ts.Node): string[] {
  const names: string[] = [];
  const visit = (inner: ts.Node): void => {
    if (ts.isIdentifier(inner)) names.push(inner.text);
    ts.forEachChild(inner, visit);
  };
  visit(node);
  return names;
}
