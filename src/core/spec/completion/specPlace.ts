import { getLocation } from 'jsonc-parser';
import { isInExpression, isTemplate, wordAround } from './cursorText.js';
import type { SpecPath } from '../text/locatedTree.js';
import { yamlPlace } from './yamlPlace.js';

/** Where in a spec the cursor stands, and what a completion there replaces. */
export interface SpecPlace {
  /** `key`: of the object at `path`; `value` and `template`: of the field or item at `path`. */
  readonly at: 'key' | 'value' | 'template';
  readonly path: SpecPath;
  /** Offsets. */
  readonly start: number;
  readonly end: number;
  readonly syntax: 'json' | 'yaml' | 'yaml-flow';
}

/** Undefined where nothing can be completed, e.g. in a comment. */
export function specPlace(
  text: string,
  offset: number,
  format: 'json' | 'jsonc' | 'yaml',
): SpecPlace | undefined {
  return format === 'yaml' ? yamlPlace(text, offset) : jsonPlace(text, offset);
}

function jsonPlace(text: string, offset: number): SpecPlace | undefined {
  const { path, previousNode, isAtPropertyKey } = getLocation(text, offset);
  const node =
    previousNode &&
    previousNode.offset <= offset &&
    offset <= previousNode.offset + previousNode.length
      ? { start: previousNode.offset, end: previousNode.offset + previousNode.length }
      : wordAround(text, offset);
  if (isAtPropertyKey) {
    return { at: 'key', path: path.slice(0, -1), ...node, syntax: 'json' };
  }
  if (path.length === 0) return undefined;
  const written = text.slice(node.start, offset);
  if (isTemplate(path) && isInExpression(written)) {
    return { at: 'template', path, ...wordAround(text, offset), syntax: 'json' };
  }
  return { at: 'value', path, ...node, syntax: 'json' };
}
