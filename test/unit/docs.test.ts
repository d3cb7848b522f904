import assert from 'node:assert/strict';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path/posix';
import { EXIT } from '../../src/cli/exitCode.js';
import { EVALUATION_TYPES } from '../../src/core/spec/evalSpec.js';
import { fieldsOf, typeSchema, type SchemaNode } from '../../src/core/spec/specShape.js';
import { callFault, commandLine } from '../docs/commandLine.js';
import { pagePaths, readPage, type Page } from '../docs/pages.js';
import { commandLines, SHELL } from '../docs/shellScript.js';
import { ANIMATION, FOLDER, STAMP, WINDOW, type Stamp } from '../screenshots/stamp.js';
import { readSources } from '../importGraph.js';
import { readManifest } from '../manifest.js';

interface Manifest {
  readonly version: string;
  readonly scripts: Readonly<Record<string, string>>;
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly title: string }[];
    readonly configuration: {
      readonly properties: Readonly<Record<string, { readonly default: unknown }>>;
    };
  };
}

const manifest = readManifest() as Manifest;
const { scripts, contributes } = manifest;
const settings = contributes.configuration.properties;
const pages = pagePaths().map(readPage);
const guide = pages.filter(({ path }) => path === 'README.md' || path.startsWith('docs/'));
const page = (path: string): Page => pages.find((each) => each.path === path) ?? readPage(path);

describe('documentation', () => {
  it('each link leads to a file and a heading that are there', () => {
    const faults = pages.flatMap(({ path, links }) =>
      links.flatMap(({ url, line }) => {
        const fault = linkFault(url, path);
        return fault === undefined ? [] : [`${path}:${line}: ${url}: ${fault}`];
      }),
    );
    assert.deepEqual(faults, []);
  });

  it('each picture says what it shows', () => {
    const bare = pages.flatMap(({ path, links }) =>
      links.filter(({ isImage, label }) => isImage && label.length < 20).map(() => path),
    );
    assert.deepEqual(bare, []);
  });

  it('pictures are of this version, whole, and those of the guide ship with it', () => {
    const stamp = JSON.parse(readFileSync(STAMP, 'utf8')) as Stamp;
    assert.deepEqual([...new Set(Object.values(stamp))], [manifest.version]);
    const pictures = Object.keys(stamp);
    const sizes = pictures.map((name) => {
      const bytes = readFileSync(join(FOLDER, name));
      return name.endsWith('.png')
        ? [bytes.readUInt32BE(16), bytes.readUInt32BE(20)]
        : [bytes.readUInt16LE(6), bytes.readUInt16LE(8)];
    });
    const expected = pictures.map((name) =>
      pictureSize(name.endsWith('.png') ? WINDOW : ANIMATION),
    );
    assert.deepEqual(sizes, expected);
    const shown = guide.flatMap(({ path, links }) =>
      links.filter(({ isImage }) => isImage).map(({ url }) => ({ path, url })),
    );
    assert.ok(shown.length > 3);
    const strange = shown.filter(
      ({ path, url }) =>
        !pictures.includes(url.split('/').at(-1) ?? '') ||
        (path.startsWith('docs/') && !url.endsWith('-light.png')),
    );
    assert.deepEqual(strange, []);
    const large = pictures.filter((name) => statSync(join(FOLDER, name)).size > 1.2e6);
    assert.deepEqual(large, []);
  });

  it('the index names every page of the guide', () => {
    const named = page('docs/README.md').links.map(({ url }) => `docs/${url}`);
    const missing = guide
      .map(({ path }) => path)
      .filter((path) => /^docs\/[\w-]+\.md$/.test(path) && path !== 'docs/README.md')
      .filter((path) => !named.includes(path));
    assert.deepEqual(missing, []);
  });

  it('each block of code says its language', () => {
    const bare = pages.flatMap(({ path, blocks }) =>
      blocks.filter(({ language }) => language === '').map(({ line }) => `${path}:${line}`),
    );
    assert.deepEqual(bare, []);
  });

  it('commands in bold are in the palette, and every command is in the guide', () => {
    const titles = new Set(contributes.commands.map(({ title }) => plainTitle(title)));
    const named = pages.flatMap(({ path, bold }) =>
      bold
        .filter((text) => text.startsWith('Gavel: '))
        .map((text) => ({ path, title: plainTitle(text.slice('Gavel: '.length)) })),
    );
    assert.ok(named.length > 20);
    assert.deepEqual(
      named.filter(({ title }) => !titles.has(title)),
      [],
    );
    const told = new Set(named.map(({ title }) => title));
    assert.deepEqual(
      [...titles].filter((title) => !told.has(title)),
      [],
    );
  });

  it('every setting is in the guide with its default, and no other', () => {
    const table = page('docs/running.md').text;
    const missing = Object.entries(settings).filter(([name, setting]) => {
      const row = new RegExp(`^\\| \`${name.replaceAll('.', '\\.')}\` +\\| (.*?) +\\|`, 'm').exec(
        table,
      );
      const value = setting.default;
      return row?.[1]?.replaceAll('`', '') !== (isEmptyObject(value) ? 'none' : String(value));
    });
    assert.deepEqual(
      missing.map(([name]) => name),
      [],
    );
    const ids = new Set([...Object.keys(settings), ...contributes.commands.map((c) => c.command)]);
    const strange = pages.flatMap(({ path, codes }) =>
      codes
        .filter((code) => /^gavel\.[a-z][\w.]*$/i.test(code) && !ids.has(code))
        .map((code) => `${path}: ${code}`),
    );
    assert.deepEqual(strange, []);
  });

  it('every field of a spec is in the guide', () => {
    const told = new Set(page('docs/specs.md').codes);
    const missing = new Set<string>();
    const visit = (schema: SchemaNode, above: string): void => {
      for (const [name, field] of fieldsOf(schema)) {
        if (!told.has(name) && !told.has(`${above}${name}`)) missing.add(`${above}${name}`);
        visit(field.schema, `${name}.`);
      }
    };
    for (const type of EVALUATION_TYPES) visit(typeSchema(type), '');
    // `{ "file": … }` and the ends of a gate are told in words.
    const inWords = new Set(['system_template.file', 'input_template.file']);
    assert.deepEqual(
      [...missing].filter((field) => !inWords.has(field)),
      [],
    );
  });

  it('every command of the command line, option, exit code and variable is in the guide', async () => {
    const { text, codes } = page('docs/cli.md');
    const missing = [...(await commandLine())].flatMap(([name, options]) => [
      ...(text.includes(`gavel ${name}`) ? [] : [name]),
      ...[...options]
        .filter((option) => !['--help', '--json', '--allow-path'].includes(option))
        .filter((option) => !codes.some((code) => code.split(/\s/).includes(option)))
        .map((option) => `${name} ${option}`),
    ]);
    assert.deepEqual(missing, []);
    const exits = [...text.matchAll(/^\| (\d+) +\|/gm)].map(([, code]) => Number(code));
    assert.deepEqual(exits, Object.values(EXIT));
    const variables = new Set(
      [...readSources('src').values()].flatMap((source) =>
        [...source.matchAll(/\[?'((?:GAVEL|TOGETHER)_[A-Z_]*[A-Z])'/g)].map(
          ([, name]) => name ?? '',
        ),
      ),
    );
    assert.ok(variables.size > 3);
    assert.deepEqual(
      [...variables].filter((name) => !codes.some((code) => code.startsWith(name))),
      [],
    );
  });

  it('calls of the command line name commands and options that there are', async () => {
    const known = await commandLine();
    const calls = pages.flatMap(({ path, blocks, codes }) => [
      ...blocks
        .filter(({ language }) => SHELL.includes(language))
        .flatMap((block) => commandLines(block).map(({ text }) => ({ path, call: text }))),
      ...codes.map((call) => ({ path, call })),
    ]);
    const ours = calls.filter(({ call }) => /^gavel(?: |$)/.test(call));
    assert.ok(ours.length > 50);
    const faults = ours.flatMap(({ path, call }) => {
      const fault = callFault(call.replace(/ #.*$/, ''), known);
      return fault === undefined ? [] : [`${path}: ${call}: ${fault}`];
    });
    assert.deepEqual(faults, []);
  });

  it('npm scripts that pages name are there, and CONTRIBUTING names each', () => {
    const named = (text: string) =>
      [...text.matchAll(/npm run (?:--\S+ )?([\w:]+)/g)].map(([, name]) => name ?? '');
    const strange = pages.flatMap(({ path, text }) =>
      named(text)
        .filter((name) => !Object.hasOwn(scripts, name))
        .map((name) => `${path}: ${name}`),
    );
    assert.deepEqual(strange, []);
    const { codes, blocks } = page('CONTRIBUTING.md');
    const code = [...codes, ...blocks.map(({ text }) => text)];
    const words = new Set(code.flatMap((text) => text.split(/[\s,]+/)));
    assert.deepEqual(
      Object.keys(scripts).filter((name) => !words.has(name)),
      [],
    );
  });
});

function pictureSize({ size, scale }: typeof WINDOW | typeof ANIMATION): number[] {
  return [Math.round(size.width * scale), Math.round(size.height * scale)];
}

function linkFault(url: string, from: string): string | undefined {
  if (/^[a-z]+:/.test(url)) return url.startsWith('http:') ? 'it is not encrypted' : undefined;
  const [file = '', anchor] = url.split('#');
  const path = file === '' ? from : join(dirname(from), file);
  if (!existsSync(path)) return 'there is no such file';
  if (anchor === undefined || statSync(path).isDirectory()) return undefined;
  return readPage(path).anchors.has(anchor) ? undefined : 'there is no such heading';
}

/** What stands in brackets, and the dots of a command that asks on, are left out in prose. */
function plainTitle(title: string): string {
  return title.replace(/ \(.*\)/, '').replace(/…$/, '');
}

function isEmptyObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}
