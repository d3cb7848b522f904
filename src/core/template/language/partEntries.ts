import type { Span } from '../syntax/templateNode.js';
import { BUILTIN_DOCS } from '../builtins/builtinDocs.js';
import { docEntry } from './docEntry.js';
import { factLines, fillRate, kindText, shapeText } from './factTexts.js';
import { METHOD_DOCS } from './methodDocs.js';
import { order, type Entry } from './nameEntries.js';
import type { Shape } from './shape.js';
import type { PartFacts } from '../../dataset/datasetFacts.js';
import { quotedText } from './quotedText.js';

/**
 * Parts and methods of a value. `fromDot`: from the dot to the end of the word, for names that need
 * `['…']`; undefined where a name stands in quotes and methods make no sense.
 */
export function partEntries(shape: Shape, fromDot: Span | undefined): Entry[] {
  const parts = [...(shape.parts ?? [])].flatMap(([name, part], index): Entry[] => {
    const isName = /^[\p{L}_][\p{L}\p{N}_]*$/u.test(name);
    if (isName) return [{ ...partEntry(name, part, index), insertText: name }];
    if (!fromDot) return [];
    const insertText = `[${quotedText(name, "'")}]`;
    return [
      { ...partEntry(name, part, index), insertText, replace: fromDot, filterText: `.${name}` },
    ];
  });
  return fromDot ? [...parts, ...loopEntries(shape), ...methodEntries(shape)] : parts;
}

/** Keys of a dict, inside of quotes. */
export function keyEntries(
  shape: Shape,
  { quote, isClosed }: { readonly quote: string; readonly isClosed: boolean },
): Entry[] {
  return [...(shape.parts ?? [])].map(([name, part], index) => ({
    ...partEntry(name, part, index),
    insertText: quotedText(name, quote).slice(1, -1) + (isClosed ? '' : `${quote}]`),
  }));
}

function partEntry(name: string, shape: Shape, index: number): Omit<Entry, 'insertText'> {
  // Only parts of dicts in the data have facts, and those know of how many dicts.
  const facts = shape.facts as PartFacts | undefined;
  const detail = facts ? `${kindText(facts)}, ${fillRate(facts)}` : shapeText(shape);
  return {
    label: name,
    kind: 'part',
    ...(detail !== '' && { detail }),
    ...(facts && { documentation: [...factLines(facts, 'dict'), ...facts.samples] }),
    sortText: `0${order(index)}`,
  };
}

function loopEntries(shape: Shape): Entry[] {
  if (!shape.kinds.includes('loop')) return [];
  return [...BUILTIN_DOCS.loop.keys()].map((name, index) => {
    const isCall = name === 'changed' || name === 'cycle';
    return {
      label: name,
      kind: 'part',
      insertText: isCall ? `${name}($0)` : name,
      isSnippet: isCall,
      ...docEntry('loop', name),
      sortText: `0${order(index)}`,
    };
  });
}

function methodEntries({ kinds }: Shape): Entry[] {
  return Object.entries(METHOD_DOCS).flatMap(([kind, methods]) =>
    kinds.some((known) => known === kind)
      ? [...methods].map(([name, { signature, doc }], index): Entry => ({
          label: name,
          kind: 'method',
          insertText: signature === '()' ? `${name}()` : `${name}($0)`,
          isSnippet: signature !== '()',
          detail: `${name}${signature}`,
          documentation: [doc],
          sortText: `1${kind}${order(index)}`,
        }))
      : [],
  );
}
