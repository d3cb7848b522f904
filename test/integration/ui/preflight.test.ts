import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { accessibilityFaults } from '../host/accessibility.js';
import { launchWindow, type TestWindow, type WindowTheme } from '../host/launchWindow.js';
import { openFile, runCommand, screenshot, setTheme, webviewFrame } from '../host/workbench.js';
import { createWorkspace } from '../workspace.js';

const THEMES: readonly WindowTheme[] = ['dark', 'light', 'hc-dark', 'hc-light'];

describe('the card before a run', function () {
  this.timeout(120_000);
  let workspace: string;
  let window: TestWindow;
  before(async () => {
    workspace = await createWorkspace();
    window = await launchWindow({ workspace });
  });
  after(async () => {
    await window.close();
    await rm(workspace, { recursive: true, force: true, maxRetries: 5 });
  });

  it('shows rows, requests and places', async () => {
    const { page } = window;
    await openFile(page, 'prompt-v1-vs-v2.eval.jsonc');
    await runCommand(page, 'Gavel: Preflight (What a Run Asks and Costs)');
    const card = webviewFrame(page);
    await card.getByRole('heading', { name: 'Where data goes' }).waitFor();
    await card.getByRole('row', { name: /^judge-flipped .* 42 / }).waitFor();
  });

  for (const theme of THEMES) {
    it(`has no accessibility fault in the theme ${theme}`, async () => {
      const { page } = window;
      if (theme !== 'dark') await setTheme(page, theme);
      await screenshot(page, `preflight-${theme}`);
      assert.deepEqual(await accessibilityFaults(page), []);
    });
  }
});
