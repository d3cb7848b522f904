import assert from 'node:assert/strict';
import { readFile, readdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { typeFile } from '../host/keyboard.js';
import { launchWindow, type TestWindow } from '../host/launchWindow.js';
import { pictureFailures } from '../host/pictureFailures.js';
import { waitFor } from '../waitFor.js';

/** As VS Code's own log of its extension host has it. */
const STARTED = /_doActivateExtension (\S+?), .*activationEvent: '([^']+)'/g;

describe('Gavel in a workspace without specs', function () {
  this.timeout(60_000);
  let workspace: string;
  let window: TestWindow;
  before(async function () {
    this.timeout(120_000);
    workspace = await realpath(await mkdtemp(join(tmpdir(), 'gavel-plain-')));
    await writeFile(join(workspace, 'settings-of-others.json'), '{ "type": "classifi" }');
    window = await launchWindow({ workspace, installed: true });
  });
  after(async () => {
    await window.close();
    await rm(workspace, { recursive: true, force: true, maxRetries: 5 });
  });
  pictureFailures(() => window.page);

  /** What was started, and by which event. */
  async function started(): Promise<ReadonlyMap<string, string>> {
    const logs = join(window.dataFolder, 'data', 'logs');
    const names = await readdir(logs, { recursive: true }).catch(() => []);
    const hosts = names.filter((name) => /exthost\.log$/.test(name));
    const texts = await Promise.all(hosts.map((name) => readFile(join(logs, name), 'utf8')));
    const found = texts.flatMap((text) => [...text.matchAll(STARTED)]);
    return new Map(found.map(([, id = '', event = '']) => [id, event]));
  }

  it('is not started by a JSON file', async () => {
    await typeFile(window.page, 'settings-of-others.json');
    const known = await waitFor('the extension for JSON', started, (all) =>
      all.has('vscode.json-language-features'),
    );
    assert.equal(known.get('gavel.gavel'), undefined);
  });

  it('is started by the first spec that somebody makes, and says what is wrong with it', async () => {
    await writeFile(join(workspace, 'first.eval.json'), '{ "type": "classifi" }');
    await typeFile(window.page, 'first.eval.json');
    const known = await waitFor('Gavel', started, (all) => all.has('gavel.gavel'));
    // Both know the file by its name: which is the first is VS Code's affair.
    const event = known.get('gavel.gavel') ?? '';
    assert.match(event, /^(?:onFileSystem:gavel-schema|workspaceContains:.*eval)/);
    await window.page.locator('.squiggly-error').first().waitFor();
    // Its own check, which the schema of before could do without it.
    await window.page.getByText('Preview', { exact: true }).first().waitFor();
  });
});
