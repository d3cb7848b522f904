// The texts of package.json: they stand in package.nls.json, by keys made of what they belong to, and in
// other languages in package.nls.<locale>.json, which is made from the files of translators.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { parseTree } from 'jsonc-parser';

const SHOWN = new Set([
  ...['title', 'shortTitle', 'label', 'contents', 'description', 'markdownDescription', 'altText'],
  ...['displayName', 'userDescription', 'contextualTitle', 'enumDescriptions', 'name'],
]);
/** What a model reads, and what is no text. */
const NOT_SHOWN = new Set(['inputSchema', 'menus', 'keybindings', 'grammars', 'problemPatterns']);
const MEMBER = { commands: 'command', submenus: 'submenu', walkthroughs: 'walkthrough' };

/** Moves what stands plain in package.json into package.nls.json; returns the names of what it moved. */
export function moveManifestTexts() {
  const text = readFileSync('package.json', 'utf8');
  const kept = readTexts('package.nls.json');
  const found = plainTexts(text);
  let moved = text;
  // From the end: the places before stay right.
  for (const { node, name } of found.toReversed()) {
    let key = name;
    for (let n = 2; key in kept && kept[key] !== node.value; n += 1) key = `${name}.${n}`;
    kept[key] = node.value;
    const [start, end] = [node.offset, node.offset + node.length];
    moved = `${moved.slice(0, start)}"%${key}%"${moved.slice(end)}`;
  }
  if (moved !== text) writeFileSync('package.json', moved);
  const used = new Set([...moved.matchAll(/"%([^%"]+)%"/g)].map(([, key]) => key));
  const texts = Object.fromEntries(
    Object.entries(kept)
      .filter(([key]) => used.has(key))
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
  writeTexts('package.nls.json', texts);
  return found.map(({ name }) => name);
}

/** Texts that no key stands for yet, in the order of the file. */
export function plainTexts(text = readFileSync('package.json', 'utf8')) {
  const found = [];
  const visit = (node, trail, isText) => {
    if (node.type === 'object') {
      for (const { children } of node.children ?? []) {
        const [{ value: name }, value] = children;
        if (NOT_SHOWN.has(name)) continue;
        // Other names are ids.
        const isShown = name === 'name' ? trail[0] === 'views' : SHOWN.has(name);
        visit(value, [...trail, name], isShown);
      }
    } else if (node.type === 'array') {
      node.children?.forEach((item, index) =>
        visit(item, [...trail, idOf(item) ?? String(index)], isText),
      );
    } else if (node.type === 'string' && isText && hasText(node.value)) {
      found.push({ node, name: nameOf(trail) });
    }
  };
  const root = parseTree(text);
  for (const { children } of root.children) {
    const [{ value: name }, value] = children;
    if (name === 'contributes' || name === 'capabilities') visit(value, [], false);
    if (name === 'description') visit(value, [name], true);
  }
  return found;
}

function hasText(value) {
  return /[A-Za-z]{2}/.test(value) && value !== 'Gavel' && !/^%[^%]+%$/.test(value);
}

function idOf({ type, children }) {
  if (type !== 'object') return undefined;
  const value = (name) => children.find(({ children: [key] }) => key.value === name)?.children[1];
  return (value('command') ?? value('id') ?? value('viewType') ?? value('name'))?.value;
}

/** `commands`, `gavel.run`, `title` → `command.gavel.run.title` */
function nameOf(trail) {
  const [first, ...rest] = trail.filter((part) => part !== 'properties');
  return [MEMBER[first] ?? first, ...rest].join('.');
}

/** The English texts of package.json, by their keys. */
export function manifestTexts() {
  return readTexts('package.nls.json');
}

/** As package.nls.<locale>.json is to be; `translations` by the English text. */
export function translatedManifest(translations) {
  return Object.fromEntries(
    Object.entries(manifestTexts()).map(([key, text]) => [key, translations[text] || text]),
  );
}

export function writeTexts(path, texts) {
  const content = `${JSON.stringify(texts, null, 2)}\n`;
  if (!existsSync(path) || readFileSync(path, 'utf8') !== content) writeFileSync(path, content);
}

function readTexts(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {};
}
