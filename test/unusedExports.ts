import { targetOf, type SourceFiles } from './importGraph.js';

/**
 * What files of `src/` export and no file that imports them names, as `src/core/a.ts: name`: were it
 * not exported, the compiler would tell whether anything uses it at all. Tests count as users.
 * Words of the text, not a parse: that takes half a minute.
 */
export function unusedExports(files: SourceFiles): string[] {
  const importers = new Map<string, Set<string>[]>();
  for (const [path, text] of files) {
    const words = new Set(text.match(/[\w$]+/g));
    for (const [, specifier = ''] of text.matchAll(/\b(?:from|import)\s*\(?\s*'(\.[^']+)'/g)) {
      const target = targetOf(path, specifier, files);
      if (target !== undefined) importers.set(target, [...(importers.get(target) ?? []), words]);
    }
  }
  return [...files]
    .filter(([path]) => path.startsWith('src/'))
    .flatMap(([path, text]) =>
      [...text.matchAll(EXPORTED)]
        .map(([, name = '']) => name)
        .filter((name) => !importers.get(path)?.some((words) => words.has(name)))
        .map((name) => `${path}: ${name}`),
    );
}

const EXPORTED =
  /^export (?:declare |async |abstract )*(?:function\*?|class|const|let|enum|interface|type) (\w+)/gm;
