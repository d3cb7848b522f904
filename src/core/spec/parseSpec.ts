import { t } from '../../l10n/t.js';
import { isJsonObject, type Json, type JsonObject } from '../json.js';
import type { EvalSpec } from './evalSpec.js';
import type { FoundProblem } from './problems/foundProblem.js';
import {
  locate,
  plainValue,
  type LocatedNode,
  type LocatedTree,
  type SpecPath,
  type SyntaxFault,
} from './text/locatedTree.js';
import { readJson } from './text/readJson.js';
import { readYaml } from './text/readYaml.js';
import { schemaProblems } from './problems/schemaProblems.js';
import { MODEL_FIELDS, semanticProblems } from './problems/semanticProblems.js';
import { inlineTemplates, type InlineTemplate } from './templateField.js';
import type { TemplateProblem } from '../template/language/templateProblem.js';
import type { Span } from '../template/syntax/templateNode.js';
import { rangesOf, type TextRange } from './text/textRange.js';

export interface SpecProblem {
  readonly severity: FoundProblem['severity'];
  /** Kebab-case, stable: `syntax`, `missing-field`, `unknown-label`, `literal-key`, … */
  readonly code: string;
  readonly message: string;
  readonly path: (string | number)[];
  readonly range: TextRange;
  /** The same problem as its template shows it, where it stands in a template of the spec itself. */
  readonly inTemplate?: TemplateProblem;
}

export interface ParsedSpec {
  /** Only where there are no errors. */
  readonly spec?: EvalSpec;
  /** Errors and warnings in the order of the text. */
  readonly problems: SpecProblem[];
  /** Where a field or value stands, in a broken spec too; undefined where it is not there. */
  rangeOf(path: SpecPath, part?: 'key' | 'value'): TextRange | undefined;
  /** Where `name` (a whole word) first stands inside the value at `path`; else the value's range. */
  rangeInside(path: SpecPath, name: string): TextRange | undefined;
  /** The text at a path, in a broken spec too; undefined for what is no text. */
  textAt(path: SpecPath): string | undefined;
  /** What stands at a path, in a broken spec too. */
  kindAt(path: SpecPath): LocatedNode['kind'] | undefined;
  /** The templates that stand in the spec itself, in a broken spec too. */
  readonly templates: readonly InlineTemplate[];
  /** Lines and columns of a span of the file, e.g. of `InlineTemplate.fileSpan`. */
  rangeAt(span: Span): TextRange;
}

export type SpecFormat = 'json' | 'jsonc' | 'yaml';

/** By the file name's ending. A name without one we know is read as YAML, which JSON is part of. */
export function specFormat(path: string): SpecFormat {
  if (/\.jsonc$/i.test(path)) return 'jsonc';
  return /\.json$/i.test(path) ? 'json' : 'yaml';
}

/** Reads a spec and finds all of its problems at once. Never throws. Offsets skip a byte-order mark. */
export function parseSpec(fileText: string, path: string): ParsedSpec {
  const text = fileText.startsWith('\uFEFF') ? fileText.slice(1) : fileText;
  const format = specFormat(path);
  const range = rangesOf(text);
  const { tree, found, spec } = examine(text, format);
  const root = tree.root;

  const problems = [
    ...tree.faults.slice(0, MOST_PROBLEMS).map((fault) => ({
      severity: fault.severity,
      code: fault.code,
      message: fault.message,
      path: [],
      start: fault.start,
      end: fault.end,
    })),
    ...found.slice(0, MOST_PROBLEMS).map(({ severity, code, message, path: at, part }) => {
      const place = root
        ? placeOf(root, { path: at, part: part ?? 'value' })
        : { start: 0, end: 0 };
      return { severity, code, message, path: [...at], ...place };
    }),
  ]
    .sort((a, b) => a.start - b.start)
    .map(({ start, end, ...problem }) => ({ ...problem, range: range(start, end) }));

  let templates: InlineTemplate[] | undefined;
  const find = (at: SpecPath) => (root ? (locate(root, at) ?? locate(root, older(at))) : undefined);
  return {
    ...(spec && ![...tree.faults, ...found].some(isError) && { spec }),
    problems,
    get templates() {
      return (templates ??= root ? inlineTemplates(root, text) : []);
    },
    textAt(at) {
      const value = find(at)?.node.value;
      return typeof value === 'string' ? value : undefined;
    },
    kindAt: (at) => find(at)?.node.kind,
    rangeAt: ({ start, end }) => range(start, end),
    rangeOf(at, part = 'value') {
      const place = find(at);
      if (!place) return undefined;
      if (part === 'value') return range(place.node.start, place.node.end);
      return place.member && range(place.member.keyStart, place.member.keyEnd);
    },
    rangeInside(at, name) {
      const place = find(at);
      if (!place) return undefined;
      const { start, end } = place.node;
      const offset = wordOffset(text.slice(start, end), name);
      return offset < 0 ? range(start, end) : range(start + offset, start + offset + name.length);
    },
  };
}

function isError({ severity }: { readonly severity: FoundProblem['severity'] }): boolean {
  return severity === 'error';
}

function examine(
  text: string,
  format: SpecFormat,
): { tree: LocatedTree; found: FoundProblem[]; spec?: EvalSpec } {
  if (text.length > MAX_LENGTH) return unread(text, 'too-large', tooLong());
  if (isTooDeep(text)) return unread(text, 'too-deep', tooDeep());
  try {
    const tree = format === 'yaml' ? readYaml(text) : readJson(text, format);
    if (!tree.root) return { tree: withEmptyFault(tree, text), found: [] };
    const value = plainValue(tree.root);
    if (!isJsonObject(value)) return { tree: withEmptyFault(tree, text), found: [] };
    // The rest was not read: what seems to be missing or empty may well be there.
    if (tree.faults.some(({ code }) => code === 'too-large' || code === 'alias')) {
      return { tree, found: [] };
    }
    return {
      tree,
      ...check(value, tree.faults.some(isError)),
    };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return unread(text, 'too-deep', tooDeep());
  }
}

/**
 * In UTF-16 units: some 200 pages. The parsers take seconds for much more, and a spec is read at each
 * key stroke.
 */
const MAX_LENGTH = 1_000_000;
const tooLong = () =>
  t('This spec is longer than 1 MB; move long texts into template files, `{ "file": … }`.');
const MAX_DEPTH = 200;
const tooDeep = () => t('This spec is nested too deeply to be read.');
/** Nobody reads more; each is looked up in the text. */
const MOST_PROBLEMS = 1000;

/**
 * The parsers recurse, and a text nested some thousand levels deep exhausts the stack, which within
 * the compilation of a regular expression ends the whole process: so it is not tried.
 */
function isTooDeep(text: string): boolean {
  let depth = 0;
  for (const [bracket] of text.matchAll(/[[\]{}]/g)) {
    depth += bracket === '[' || bracket === '{' ? 1 : -1;
    if (depth > MAX_DEPTH) return true;
    if (depth < 0) depth = 0;
  }
  const indent = MAX_DEPTH * 2;
  return new RegExp(`^[ ?-]{${indent}}[ ?-]*\\S`, 'm').test(text);
}

function unread(
  text: string,
  code: string,
  message: string,
): { tree: LocatedTree; found: FoundProblem[] } {
  const fault = { severity: 'error', code, message, start: 0, end: text.length } as const;
  return { tree: { faults: [fault] }, found: [] };
}

function check(value: JsonObject, broken: boolean): { found: FoundProblem[]; spec?: EvalSpec } {
  const renamed = withoutOlderNames(value);
  const checked = schemaProblems(renamed.value);
  const found = [
    ...renamed.problems,
    // In a text that breaks off, what is missing may only not have been read.
    ...checked.problems.filter((problem) => !broken || problem.code !== 'missing-field'),
    ...semanticProblems(renamed.value),
  ];
  return 'spec' in checked ? { found, spec: checked.spec } : { found };
}

/** `model_name` is what older documentation calls `model`. */
function withoutOlderNames(value: JsonObject): { value: JsonObject; problems: FoundProblem[] } {
  const problems: FoundProblem[] = [];
  const changed: Record<string, Json> = {};
  for (const field of MODEL_FIELDS) {
    const model = value[field];
    if (!isJsonObject(model) || !Object.hasOwn(model, 'model_name')) continue;
    const { model_name: name, ...rest } = model;
    const both = Object.hasOwn(model, 'model');
    problems.push({
      severity: both ? 'error' : 'warning',
      code: 'deprecated-name',
      message: both
        ? t('`model_name` is the older name of `model`, which is here too; remove `model_name`.')
        : t('`model_name` is an older name; write `model`.'),
      path: [field, 'model_name'],
      part: 'key',
    });
    changed[field] = both ? rest : { model: name ?? null, ...rest };
  }
  return { value: { ...value, ...changed }, problems };
}

/** The place of `path` under its older name. */
function older(path: SpecPath): SpecPath {
  return path.length === 2 && path[1] === 'model' ? [path[0] ?? '', 'model_name'] : path;
}

/** The nearest place that exists: for a missing field the key of the object that lacks it. */
function placeOf(
  root: LocatedNode,
  { path, part }: { path: SpecPath; part: 'key' | 'value' },
): { start: number; end: number } {
  const exact = locate(root, path) ?? locate(root, older(path));
  if (exact) {
    const { node, member } = exact;
    if (member && (part === 'key' || node.start === node.end)) {
      return { start: member.keyStart, end: member.keyEnd };
    }
    return { start: node.start, end: node.end };
  }
  for (let length = path.length - 1; length > 0; length -= 1) {
    const around = locate(root, path.slice(0, length));
    if (around?.member) return { start: around.member.keyStart, end: around.member.keyEnd };
    if (around) return { start: around.node.start, end: around.node.end };
  }
  const type = locate(root, ['type'])?.member;
  if (type) return { start: type.keyStart, end: type.keyEnd };
  return { start: root.start, end: Math.min(root.start + 1, root.end) };
}

function withEmptyFault(tree: LocatedTree, text: string): LocatedTree {
  const isBlank = text.trim() === '';
  const empty = !tree.root || isBlank;
  // Broken text rarely gives an object: its own errors say enough. An empty one has its own message in
  // place of the parser's.
  if (!isBlank && tree.faults.some(isError)) return tree;
  const fault: SyntaxFault = {
    severity: 'error',
    code: 'not-a-spec',
    message: empty
      ? t('This spec is empty; it needs at least `type`, `dataset` and `judge`.')
      : t('An eval spec is an object with fields such as `type`, `dataset` and `judge`.'),
    start: tree.root?.start ?? 0,
    end: tree.root?.end ?? text.length,
  };
  return { ...tree, faults: isBlank ? [fault] : [...tree.faults, fault] };
}

function wordOffset(text: string, name: string): number {
  const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  // In JSON text a word may follow an escape: the n of `\n` is no part of it.
  return text.search(
    new RegExp(
      `(?<![A-Za-z0-9_]|\\\\)${escaped}(?![A-Za-z0-9_])|(?<=\\\\[nrt])${escaped}(?![A-Za-z0-9_])`,
    ),
  );
}
