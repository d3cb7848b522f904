import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import oniguruma from 'vscode-oniguruma';
import textmate, { type IGrammar, type IRawGrammar } from 'vscode-textmate';
import { readManifest } from '../../manifest.js';

interface Manifest {
  readonly contributes: {
    readonly grammars: readonly {
      readonly scopeName: string;
      readonly path: string;
      readonly injectTo?: readonly string[];
    }[];
  };
}

const { contributes } = readManifest() as Manifest;

/** A piece of a line and the scopes of it, those of the grammar itself left out. */
export type Piece = readonly [text: string, scopes: string];

/** Loads a grammar that `package.json` contributes, or one of `others`, as the editor would. */
export async function highlighter(
  scopeName: string,
  others: readonly IRawGrammar[] = [],
): Promise<(text: string) => Piece[]> {
  const wasm = createRequire(import.meta.url).resolve('vscode-oniguruma/release/onig.wasm');
  await oniguruma.loadWASM({ data: readFileSync(wasm) });
  const registry = new textmate.Registry({
    onigLib: Promise.resolve(oniguruma),
    loadGrammar: (name) =>
      Promise.resolve(others.find((other) => other.scopeName === name) ?? ours(name)),
    getInjections: (name) =>
      contributes.grammars
        .filter(({ injectTo }) => injectTo?.includes(name))
        .map((grammar) => grammar.scopeName),
  });
  const grammar = await registry.loadGrammar(scopeName);
  if (!grammar) throw new Error(`There is no grammar ${scopeName}.`);
  return (text) => pieces(grammar, text);
}

/** Every piece that is not blank as `text scope`, by its innermost scope without `.jinja`. */
export async function scopes(
  text: string,
  scopeName = 'text.jinja',
  others: readonly IRawGrammar[] = [],
): Promise<string[]> {
  const highlight = await highlighter(scopeName, others);
  return highlight(text)
    .filter(([piece]) => piece.trim() !== '')
    .map(([piece, all]) => {
      const innermost = all.split(' ').at(-1) ?? '';
      return `${piece.trim()} ${innermost.replace(/\.jinja$/, '')}`.trim();
    });
}

function ours(scopeName: string): IRawGrammar | null {
  const grammar = contributes.grammars.find((known) => known.scopeName === scopeName);
  // The form of a grammar is what the registry checks.
  return grammar ? (JSON.parse(readFileSync(grammar.path, 'utf8')) as IRawGrammar) : null;
}

function pieces(grammar: IGrammar, text: string): Piece[] {
  let state = textmate.INITIAL;
  return text.split('\n').flatMap((line) => {
    const { tokens, ruleStack } = grammar.tokenizeLine(line, state);
    state = ruleStack;
    return tokens.map(({ startIndex, endIndex, scopes }): Piece => [
      line.slice(startIndex, endIndex),
      scopes.slice(1).join(' '),
    ]);
  });
}
