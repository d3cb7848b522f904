import assert from 'node:assert/strict';
import { guardedWindow } from '../../src/ui/guardedWindow.js';
import { readSources } from '../importGraph.js';
import { proven } from '../security/proofs.js';
import { sinksIn } from '../sinks.js';

/** What a file has to do with a sink: the guard that it calls, or why no text of others goes through. */
type Reason = { readonly guard: string } | { readonly because: string };

const guard = (name: string): Reason => ({ guard: name });
const because = (reason: string): Reason => ({ because: reason });

/** Whatever writes, prints or copies, by file and name; nothing else may. */
const OUTLETS: Readonly<Record<string, Reason>> = {
  // Files.
  'files/atomicWrite.ts fs.open': guard('knownKeys.redact'),
  'files/appendText.ts fs.appendFile': guard('knownKeys.redact'),
  'files/newFile.ts fs.open': guard('createRedactedStream'),
  'files/openToRead.ts fs.open': because('opens to read, with flags that wait for nobody'),
  'files/partFile.ts fs.open': guard('knownKeys.openEnd'),
  'files/labels/labelFiles.ts fs.open': guard('knownKeys.redact'),
  'files/runs/jsonlFile.ts fs.open': guard('knownKeys.redact'),
  'files/runs/rowFiles.ts fs.open': guard('knownKeys.redact'),
  'files/runs/rowFiles.ts fs.createWriteStream': guard('knownKeys.redact'),
  'files/runs/orderedRows.ts fs.open': because('moves lines that stand in a run folder already'),
  'files/previews/filePreviews.ts fs.open': guard('maskKeyBytes'),
  'files/previews/filePreviews.ts fs.writeFile': guard('maskKeyBytes'),
  'files/completions/segmentFiles.ts fs.open': because(
    'takes lines of segmentLine alone, which redacts',
  ),
  'files/completions/segmentFiles.ts fs.writeFile': because('an empty segment, and a line of git'),
  'files/engine/indexStore.ts fs.open': because('numbers of where records begin, and a path'),
  'files/engine/keyRuns.ts fs.open': because(
    'keys to sort by, for its owner alone, removed when sorted',
  ),
  'files/fileTurn.ts fs.writeFile': because('a random token'),
  'backends/local/lockFile.ts fs.writeFile': because('names the process that works on a run'),
  'backends/local/runLock.ts fs.writeFile': because('an empty file'),
  'backends/together/results/heldFile.ts fs.open': because(
    'a download, for its owner alone, removed when read',
  ),
  'backends/together/results/spool.ts fs.open': because(
    'an upload, for its owner alone, removed when sent',
  ),
  'demo/demoStorage.ts fs.createWriteStream': because(
    'what the embedded service was sent, as a service',
  ),
  'demo/demoStorage.ts fs.writeFile': because('what the embedded service was sent, as a service'),
  'start.ts fs.cp': because('copies the samples of the package'),
  'ui/writeText.ts workspace.fs.writeFile': guard('knownKeys.redact'),
  'ui/webview/saveChart.ts workspace.fs.writeFile': because('a picture of what a view shows'),
  // Texts that are a person's own, and stay in their editor until they save them.
  'ui/commands/modelCommands.ts workspace.applyEdit': because('the name of a model in a spec'),
  'ui/commands/sampleCommands.ts workspace.applyEdit': because('our rubric in our sample'),
  'ui/commands/useInSpec.ts workspace.applyEdit': because('the name of a dataset in a spec'),
  'ui/spec/renameColumns.ts workspace.applyEdit': because('the name of a dataset in a spec'),
  'ui/spec/moveKey.ts workspace.applyEdit': because('a reference in the place of a key'),
  // The clipboard, terminals, views and browsers.
  'ui/toClipboard.ts clipboard.writeText': guard('knownKeys.redact'),
  'cli.ts process.stdout': because('given to the outlets'),
  'cli.ts process.stderr': guard('redactMessage'),
  'cli/terminal/askYesOrNo.ts process.stderr': because('asks what withContext has redacted'),
  'start.ts process.stdout': because('given to the outlets'),
  'start.ts process.stderr': because('given to the outlets'),
  'start.ts console': because('tells contributors of the samples'),
  'webview/common/mountView.tsx console': because('shows what its view holds, which is redacted'),
  'ui/webview/serveWebview.ts webview.postMessage': guard('redactValue'),
  'ui/webview/showPage.ts webview.html': because('a page without data; they come as messages'),
  'ui/commands/exportReport.ts env.openExternal': because('a file that was written just now'),
  'ui/commands/runCommands.ts env.openExternal': because('the page of a job'),
  'ui/dataset/openLink.ts env.openExternal': because('an address that was shown before, on a yes'),
  // What VS Code is told through an object, which has a guard of its own.
  'ui/extensionUi.ts window.createOutputChannel': guard('redactedLog'),
};

/** Of VS Code's API, what shows no text of others. */
const TEXTLESS: Readonly<Record<string, string>> = {
  'window.createWebviewPanel': 'a title of names that stand in a run folder or a path',
  'window.registerCustomEditorProvider': 'takes what serveWebview posts',
  'window.registerWebviewPanelSerializer': 'takes what serveWebview posts',
  'window.registerUriHandler': 'takes addresses',
  'window.showOpenDialog': 'words of our own',
  'window.showSaveDialog': 'words of our own, and a path',
  'window.showTextDocument': 'a document that is there',
  'window.showWorkspaceFolderPick': 'words of our own',
  'workspace.createFileSystemWatcher': 'a pattern',
  'languages.registerDefinitionProvider': 'places',
  'languages.registerDocumentDropEditProvider': 'the path of a file that somebody drops',
  'languages.registerDocumentHighlightProvider': 'places',
  'languages.registerDocumentLinkProvider': 'places, and what the document says',
  'languages.registerDocumentPasteEditProvider': 'the path of a file that somebody pastes',
  'languages.registerDocumentSymbolProvider': 'what the document says',
  'languages.registerFoldingRangeProvider': 'places',
  'languages.registerReferenceProvider': 'places',
  'languages.registerRenameProvider': 'what a person types',
  'languages.registerSignatureHelpProvider': 'the documentation of filters',
};

/** A sink that somebody adds, and what is found. */
const ADDED: readonly (readonly [string, string, readonly string[]])[] = [
  ['writeFile', "import { writeFile } from 'node:fs/promises';", ['fs.writeFile']],
  ['another name', "import { appendFileSync as log } from 'fs';", ['fs.appendFileSync']],
  ['all of fs', "import * as fs from 'node:fs';", ['fs']],
  ['all of fs as default', "import fs from 'node:fs/promises';", ['fs']],
  ['fs lazily', "const { cp } = await import('node:fs/promises');", ['fs']],
  ['fs as CommonJS', "const fs = require('node:fs');", ['fs']],
  ['fs without an import', "process.getBuiltinModule('fs').writeFileSync(p, t);", ['fs']],
  ['fs passed on', "export { writeFile } from 'node:fs/promises';", ['fs']],
  ['open to append', "import { open } from 'node:fs/promises'; await open(p, 'a');", ['fs.open']],
  ['open with flags', "import { open } from 'node:fs/promises'; open(p, flags);", ['fs.open']],
  ['open given away', "import { open as o } from 'node:fs/promises'; use({ o });", ['fs.open']],
  ['standard output', 'process.stdout.write(text);', ['process.stdout']],
  [
    'standard error, passed on',
    'const { stderr } = { stderr: process.stderr };',
    ['process.stderr'],
  ],
  ['the console', 'console.error(error);', ['console']],
  ['the clipboard', 'await vscode.env.clipboard.writeText(text);', ['clipboard.writeText']],
  ['a file of VS Code', 'vscode.workspace.fs.writeFile(uri, bytes);', ['workspace.fs.writeFile']],
  [
    'one taken apart',
    'const { fs } = vscode.workspace; fs.writeFile(uri, b);',
    ['workspace.fs.writeFile'],
  ],
  ['a message to a view', 'panel.webview.postMessage({ text });', ['webview.postMessage']],
  ['a page', 'this.webview.html = text;', ['webview.html']],
  ['a terminal', 'vscode.window.createTerminal(name);', ['window.createTerminal']],
  ['an edit', 'workspace.applyEdit(edit);', ['workspace.applyEdit']],
  ['an address', 'vscode.env.openExternal(uri);', ['env.openExternal']],
  [
    'no sink: reading, types, methods and fields of that name',
    `import { open, readFile, rm } from 'node:fs/promises'; import type { WriteStream } from 'node:fs';
     await open(p); await open(p, 'r'); engine.open(q, 'w'); const o = { open() {}, close: 1 };
     type D = { readonly open: typeof open }; // writeFile, console.log
     s.fs.readFile(u); results.write(line);`,
    [],
  ],
];

describe('the ways out', () => {
  const sinks = sinksIn(readSources('src'));
  const isShown = (name: string) =>
    /^(window|languages|workspace)\.\w+$/.test(name) && name !== 'workspace.applyEdit';

  for (const [name, text, expected] of ADDED) {
    it(`are found: ${name}`, () => {
      const found = sinksIn(new Map([['ui/a.ts', text]]));
      assert.deepEqual(
        found.map((sink) => sink.name),
        expected,
      );
    });
  }

  it('of files, terminals, clipboard and browsers are those that are named, each with its guard', () => {
    const others = sinks.filter(({ path, name }) => !isShown(name) || `${path} ${name}` in OUTLETS);
    const found = others.map(({ path, name }) => `${path} ${name}`);
    assert.deepEqual(found.sort(), Object.keys(OUTLETS).sort());
    const sources = readSources('src');
    for (const [place, reason] of Object.entries(OUTLETS)) {
      if (!('guard' in reason)) continue;
      const text = sources.get(place.replace(/ .*/, '')) ?? '';
      assert.ok(text.includes(`${reason.guard}(`), `${place} calls ${reason.guard}`);
    }
  });

  it('to the window are guarded, or show no text of others', () => {
    const shown = sinks.filter(
      ({ path, name }) => isShown(name) && !(`${path} ${name}` in OUTLETS),
    );
    const names = [...new Set(shown.map(({ name }) => name))].sort();
    const textless = Object.keys(TEXTLESS);
    const isGuarded = guardedNames(names);
    const bare = names.filter((name) => !isGuarded(name));
    assert.deepEqual(bare, textless.sort());
    proven({
      area: 'Keys',
      claim:
        'Every place of the code that writes a file, prints, copies, posts to a view or shows something goes through a guard, or is named with the reason why it needs none',
      test: 'test/unit/sinks.test.ts',
      figure: `${sinks.length} places in ${new Set(sinks.map(({ path }) => path)).size} files; ${ADDED.length} ways to add one`,
    });
  });
});

/** Which functions of VS Code's API the guard replaces. */
function guardedNames(names: readonly string[]): (name: string) => boolean {
  const untouched = () => undefined;
  const api: Record<string, Record<string, unknown>> = { window: {}, workspace: {}, languages: {} };
  for (const name of names) {
    const [part = '', called = ''] = name.split('.');
    Object.assign(api[part] ?? {}, { [called]: untouched });
  }
  // Nothing of it is called.
  guardedWindow(api as unknown as Parameters<typeof guardedWindow>[0]);
  return (name) => {
    const [part = '', called = ''] = name.split('.');
    return api[part]?.[called] !== untouched;
  };
}
