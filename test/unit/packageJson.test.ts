import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { PNG } from 'pngjs';
import ts from 'typescript';
import { extensionPage } from '../../extensionPage.js';
import { readSources } from '../importGraph.js';
import { proven } from '../security/proofs.js';
import { readManifest } from '../manifest.js';

interface Contributions {
  commands: { command: string; title: string; category?: string }[];
  menus: Record<string, { command?: string; submenu?: string; when?: string }[]>;
  submenus: { id: string; label: string }[];
  views: Record<string, { id: string }[]>;
  viewsWelcome: { view: string; contents: string; when?: string }[];
  walkthroughs: {
    id: string;
    icon: string;
    steps: {
      id: string;
      description: string;
      media: { svg: string; altText: string };
      completionEvents: string[];
    }[];
  }[];
  customEditors: {
    viewType: string;
    priority: string;
    selector: { filenamePattern: string }[];
  }[];
  jsonValidation: { url: string }[];
  languages: { id: string; configuration?: string }[];
  grammars: { path: string }[];
  configuration: {
    properties: Record<
      string,
      { description?: string; markdownDescription?: string; scope?: string }
    >;
  };
}

const manifest = readManifest() as {
  type: string;
  main: string;
  activationEvents: string[];
  engines: Record<string, string>;
  contributes: Contributions;
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
  capabilities: { untrustedWorkspaces: { supported: string; restrictedConfigurations: string[] } };
};
const { contributes, devDependencies } = manifest;
const allPackages = { ...manifest.dependencies, ...devDependencies };
const commands = contributes.commands.map(({ command }) => command);
const { properties } = contributes.configuration;
const settings = Object.keys(properties);

/** Scopes that the settings of a workspace do not reach. */
const USERS = ['application', 'machine'];

/** What each setting changes. `pace`: how often what happens anyway happens, within our own bounds. */
const EFFECTS: Readonly<
  Record<string, 'origin' | 'path' | 'backend' | 'written' | 'paid' | 'pace'>
> = {
  'gavel.together.baseUrl': 'origin',
  'gavel.runsFolder': 'path',
  'gavel.defaultBackend': 'backend',
  'gavel.guardFormulas': 'written',
  'gavel.prices': 'paid',
  'gavel.confirmCostAboveUsd': 'paid',
  'gavel.dryRunRows': 'paid',
  'gavel.poll.jobsSeconds': 'pace',
};

/** Every string literal of the extension's own code. */
const literals = new Set<string>();
for (const [path, text] of readSources('src')) {
  if (!path.startsWith('ui/') && path !== 'extension.ts') continue;
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node)) literals.add(node.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest, false));
}

/** Tests and other extensions rely on these. */
const designed = [
  ...['newSpec', 'run', 'dryRun', 'preflight', 'previewTemplate', 'openDataset', 'openResults'],
  ...['downloadResults', 'cancelRun', 'resumeRun', 'rerun', 'deleteRun', 'refresh'],
  ...['retryFailed', 'labelRows', 'exportExamples'],
  ...['setApiKey', 'setSecret', 'startDemo', 'openInBrowser', 'showLog'],
  ...['switchAccount', 'signOut', 'manageSecrets'],
  ...['sampleDataset', 'convertDataset', 'splitDataset', 'deduplicateDataset'],
  ...['renameColumns', 'saveRows', 'clearCache', 'pickModel', 'testConnection'],
].map((name) => `gavel.${name}`);

describe('package.json', () => {
  it('contributes the commands of the design', () => {
    assert.deepEqual(
      designed.filter((id) => !commands.includes(id)),
      [],
    );
  });

  it('contributes no command twice and none that the code does not register', () => {
    assert.equal(new Set(commands).size, commands.length);
    assert.deepEqual(
      commands.filter((id) => !literals.has(id)),
      [],
    );
  });

  it('gives every command a title and the category Gavel', () => {
    const bare = contributes.commands.filter(
      ({ title, category }) => title === '' || category !== 'Gavel',
    );
    assert.deepEqual(bare, []);
  });

  it('names only commands that exist, in menus and welcome views', () => {
    const inMenus = Object.values(contributes.menus).flatMap((items) =>
      items.flatMap(({ command }) => command ?? []),
    );
    const inWelcome = contributes.viewsWelcome.flatMap(({ contents }) =>
      [...contents.matchAll(/\(command:(gavel\.\w+)/g)].map(([, id]) => id ?? ''),
    );
    assert.ok(inMenus.length > 0 && inWelcome.length > 0);
    assert.deepEqual(
      [...inMenus, ...inWelcome].filter((id) => !commands.includes(id)),
      [],
    );
  });

  describe('welcomes', () => {
    const keys = [
      ...['isWorkspaceTrusted', 'gavel.hasSpecs', 'gavel.hasKey', 'gavel.hasAccounts'],
      ...['gavel.runsFiltered', 'gavel.datasetsFiltered'],
    ];
    const holds = (when: string, state: Readonly<Record<string, number>>): boolean =>
      when.split(' && ').every((part) => {
        const [, not, key = '', , sign, number] =
          /^(!?)([\w.]+)( (==|!=|>) (\d+))?$/.exec(part) ?? [];
        const value = state[key];
        assert.ok(value !== undefined, part);
        if (sign === '==') return value === Number(number);
        if (sign === '!=') return value !== Number(number);
        if (sign === '>') return value > Number(number);
        return not === '!' ? value === 0 : value !== 0;
      });
    const views = Object.values(contributes.views).flatMap((of) => of.map(({ id }) => id));

    /** What each view says when it lists nothing, in every state of the keys. */
    function* everyWelcome(known: Readonly<Record<string, number>>) {
      for (let bits = 0; bits < 2 ** keys.length; bits += 1) {
        const state: Readonly<Record<string, number>> = {
          'gavel.ready': 1,
          ...known,
          ...Object.fromEntries(keys.map((key, at) => [key, (bits >> at) & 1])),
        };
        for (const id of views) {
          const said = contributes.viewsWelcome.filter(
            ({ view, when = 'gavel.ready' }) => view === id && holds(when, state),
          );
          yield { id, said, state };
        }
      }
    }

    it('says something with a link in every view that is empty, whatever the reason', () => {
      for (const folders of [0, 1]) {
        const empty = { 'gavel.runsEmpty': 1, 'gavel.datasetsEmpty': 1 };
        for (const { id, said, state } of everyWelcome({
          ...empty,
          workspaceFolderCount: folders,
        })) {
          const links = said.filter(({ contents }) => contents.includes('](command:'));
          assert.ok(links.length > 0, `${id} says nothing: ${JSON.stringify(state)}`);
        }
      }
    });

    // Regression: it had the focus of who came by keys, and was gone with it when the list was there.
    it('shows none in a view whose list is not known to be empty, unless a filter hides it', () => {
      const unknown = { 'gavel.runsEmpty': 0, 'gavel.datasetsEmpty': 0, workspaceFolderCount: 1 };
      for (const { id, said, state } of everyWelcome(unknown)) {
        const isFiltered = state[`${id}Filtered`] === 1;
        assert.equal(said.length, isFiltered ? 1 : 0, `${id}: ${JSON.stringify(state)}`);
      }
    });
  });

  it('has a walkthrough with a picture, a button and an end that the code tells, for each step', () => {
    const [walkthrough] = contributes.walkthroughs;
    assert.ok(walkthrough && contributes.walkthroughs.length === 1);
    assert.ok(existsSync(walkthrough.icon));
    assert.ok(walkthrough.steps.length >= 5);
    assert.ok(literals.has(`gavel.gavel#${walkthrough.id}`));
    for (const { id, description, media, completionEvents } of walkthrough.steps) {
      const buttons = [...description.matchAll(/\]\(command:(gavel\.\w+)\)/g)];
      assert.ok(buttons.length > 0, id);
      const unknown = buttons
        .flatMap(([, name]) => name ?? '')
        .filter((x) => !commands.includes(x));
      assert.deepEqual(unknown, [], id);
      const picture = readFileSync(media.svg, 'utf8');
      assert.match(picture, /var\(--vscode-foreground/, `${id}: goes with the theme`);
      assert.ok(media.altText.length > 10, id);
      // A command that was called may have been left again: only what the code tells is an end.
      const keys = completionEvents.map((event) => /^onContext:(gavel\.\w+)$/.exec(event)?.[1]);
      assert.deepEqual(
        keys.filter((key) => key === undefined || !literals.has(key)),
        [],
        id,
      );
    }
  });

  it('shows each submenu somewhere, with commands in it', () => {
    const shown = Object.values(contributes.menus).flatMap((items) =>
      items.flatMap(({ submenu }) => submenu ?? []),
    );
    const ids = contributes.submenus.map(({ id }) => id);
    assert.deepEqual([...new Set(shown)], ids);
    assert.deepEqual(
      ids.filter((id) => (contributes.menus[id] ?? []).length === 0),
      [],
    );
  });

  it('contributes the views and editors of the design', () => {
    assert.deepEqual(
      contributes.views['gavel']?.map(({ id }) => id),
      ['gavel.runs', 'gavel.datasets'],
    );
    const editors = contributes.customEditors.map(({ viewType, priority, selector }) => ({
      viewType,
      priority,
      files: selector.map(({ filenamePattern }) => filenamePattern),
    }));
    assert.deepEqual(editors, [
      { viewType: 'gavel.results', priority: 'default', files: ['*.evalrun.json'] },
      {
        viewType: 'gavel.dataset',
        priority: 'option',
        files: ['*.jsonl', '*.ndjson', '*.csv', '*.tsv'],
      },
    ]);
  });

  it('contributes only settings that the code reads, each explained', () => {
    const read = [...literals].join('\n');
    assert.deepEqual(
      settings.filter((id) => !read.includes(id.replace('gavel.', ''))),
      [],
    );
    const silent = Object.entries(contributes.configuration.properties).filter(
      ([, { description, markdownDescription }]) => !(description ?? markdownDescription),
    );
    assert.deepEqual(silent, []);
  });

  it('says of every setting what it changes, and keeps the grave ones from untrusted workspaces', () => {
    const { supported, restrictedConfigurations } = manifest.capabilities.untrustedWorkspaces;
    assert.equal(supported, 'limited');
    assert.deepEqual(Object.keys(EFFECTS).sort(), [...settings].sort());
    const grave = settings.filter((id) => EFFECTS[id] !== 'pace');
    // A user's own setting can't come with a repository at all.
    const open = grave.filter((id) => !USERS.includes(properties[id]?.scope ?? 'window'));
    assert.deepEqual([...restrictedConfigurations].sort(), open.sort());
    proven({
      area: 'Restricted Mode',
      claim:
        'No setting of an untrusted repository names an origin, a path or a backend, or changes what is written or paid',
      test: 'test/unit/packageJson.test.ts',
      figure: `${grave.length} of ${settings.length} settings, by what each changes; an unclassified one fails`,
    });
  });

  it('starts for specs in each language; views, editors and commands start it by themselves', () => {
    // VS Code asks for the schema of a JSON file that is called as specs are; of YAML there is no such sign.
    const schema = contributes.jsonValidation[0]?.url ?? '';
    const events = [`onFileSystem:${schema.split(':')[0] ?? ''}`, 'onLanguage:yaml'];
    for (const event of events) assert.ok(manifest.activationEvents.includes(event), event);
    assert.match(readFileSync('src/ui/spec/specSchema.ts', 'utf8'), /= 'gavel-schema';/);
    assert.ok(schema.startsWith('gavel-schema:'));
    // Every workspace has JSON files.
    assert.ok(!manifest.activationEvents.some((event) => event.startsWith('onLanguage:json')));
    // Without it a preview that was open is gone after a reload.
    assert.ok(manifest.activationEvents.includes('onWebviewPanel:gavel.preview'));
    assert.ok(!manifest.activationEvents.includes('*'));
    // VS Code adds these itself; listing them says nothing.
    assert.deepEqual(
      manifest.activationEvents.filter((event) => /^on(Command|View|CustomEditor)/.test(event)),
      [],
    );
  });

  it('points at files that are there', () => {
    const files = [
      ...contributes.grammars.map(({ path }) => path),
      ...contributes.languages.flatMap(({ configuration }) => configuration ?? []),
    ];
    assert.deepEqual(
      files.filter((file) => !existsSync(file)),
      [],
    );
  });

  it('has an icon that VS Code draws sharp, and a page without a picture that it would not show', () => {
    const { icon = '' } = JSON.parse(readFileSync('package.json', 'utf8')) as { icon?: string };
    const { width, height } = PNG.sync.read(readFileSync(icon));
    assert.ok(width >= 256 && width === height, `${width} × ${height}`);
    const page = extensionPage();
    assert.ok(page.length > 1000);
    assert.deepEqual(page.match(/!\[[^\]]*\]\((?!https:)[^)]*\)|<img/g), null);
  });

  it('starts what was built', () => {
    assert.equal(manifest.type, 'module');
    assert.equal(manifest.main, './dist/extension.js');
  });

  it('writes code against the oldest VS Code that it promises', () => {
    assert.equal(`^${devDependencies['@types/vscode'] ?? ''}`, manifest.engines['vscode']);
    assert.match(devDependencies['@types/node'] ?? '', /^\^20\./);
  });

  it('pins what newer versions of would need Node 22 or break typed lint', () => {
    const pinned = ['typescript', '@vscode/test-electron', '@vscode/vsce', 'undici'];
    const versions = pinned.map((name) => [name, allPackages[name]?.replace(/^[\^~]/, '')]);
    for (const [name, version] of versions) assert.match(`${name}@${version}`, expectedMajor(name));
  });

  it('asks for no floating version', () => {
    const floating = Object.entries(allPackages).filter(([, range]) => !/^[\^~]?\d/.test(range));
    assert.deepEqual(floating, []);
  });
});

function expectedMajor(name: string | undefined): RegExp {
  const majors: Record<string, RegExp> = {
    typescript: /@6\.0/,
    '@vscode/test-electron': /@2\./,
    '@vscode/vsce': /@3\./,
    undici: /@7\./,
  };
  return majors[name ?? ''] ?? /^$/;
}
