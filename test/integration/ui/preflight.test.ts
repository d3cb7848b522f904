import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { accessibilityFaults } from '../host/accessibility.js';
import { launchWindow, type TestWindow } from '../host/launchWindow.js';
import { openFile, runCommand, screenshot, webviewFrame } from '../host/workbench.js';
import { createWorkspace } from '../workspace.js';

const THEMES = ['dark', 'light', 'hc-dark', 'hc-light'] as const;

describe('the card before a run', () => {
  let workspace: string;
  before(async () => {
    workspace = await createWorkspace();
  });
  after(() => rm(workspace, { recursive: true, force: true, maxRetries: 5 }));

  for (const theme of THEMES) {
    it(`shows rows, requests and places, without accessibility faults: ${theme}`, async function () {
      this.timeout(120_000);
      const window: TestWindow = await launchWindow({ workspace, theme });
      try {
        const { page } = window;
        await openFile(page, 'prompt-v1-vs-v2.eval.jsonc');
        await runCommand(page, 'Gavel: Preflight (What a Run Asks and Costs)');
        const card = webviewFrame(page);
        await card.getByRole('heading', { name: 'Where data goes' }).waitFor();
        await card.getByRole('row', { name: /^judge-flipped .* 42 / }).waitFor();
        await screenshot(page, `preflight-${theme}`);
        assert.deepEqual(await accessibilityFaults(page), []);
      } finally {
        await window.close();
      }
    });
  }
});
