import { rm } from 'node:fs/promises';
import type { Locator, Page } from 'playwright-core';
import { startDemoService, type DemoService } from '../../../src/demo/demoService.js';
import { launchWindow, type TestWindow } from '../host/launchWindow.js';
import { pictureFailures } from '../host/pictureFailures.js';
import { answerQuickInput, runCommand, screenshot, webviewFrame } from '../host/workbench.js';
import { createWorkspace } from '../workspace.js';

const ROWS = '{"question":"Why is the sky blue?"}\n{"question":"And the sea?"}\n';

let workspace: string;
let service: DemoService;
let window: TestWindow;
let page: Page;

const line = (name: RegExp): Locator => page.getByRole('treeitem', { name }).first();
const gone = (name: RegExp): Promise<void> => line(name).waitFor({ state: 'detached' });

async function upload(name: string, purpose: string): Promise<void> {
  const form = new FormData();
  form.set('purpose', purpose);
  form.set('file_name', name);
  form.set('file', new Blob([ROWS]), name);
  const headers = { authorization: `Bearer ${service.apiKey}` };
  await fetch(`${service.url}/files/upload`, { method: 'POST', body: form, headers });
}

describe('a person and the datasets', () => {
  before(async function () {
    this.timeout(120_000);
    workspace = await createWorkspace();
    service = await startDemoService();
    await upload('sky.jsonl', 'eval');
    await upload('sea.jsonl', 'eval');
    await upload('tune.jsonl', 'fine-tune');
    const settings = { 'gavel.together.baseUrl': service.url };
    window = await launchWindow({ workspace, settings });
    page = window.page;
  });

  after(async () => {
    await window.close();
    await service.close();
    await rm(workspace, { recursive: true, force: true, maxRetries: 5 });
  });

  pictureFailures(() => page);

  it('finds the datasets of the workspace, with the specs that use them, and what is missing', async () => {
    await runCommand(page, 'Gavel: Focus on Datasets View');
    // What is out of sight is not drawn: the view takes the place of the other one.
    await page.getByRole('button', { name: /Runs Section/ }).click();
    await line(/^support-answers\.jsonl, .*42 rows.*used by answer-correctness/).waitFor();
    await line(/^missing\.jsonl, missing, used by broken\.eval\.json/).waitFor();
    await line(/^Set API Key/).waitFor();
  });

  it('sets a key and sees the files of the service by their purpose', async () => {
    await runCommand(page, 'Gavel: Set API Key');
    await answerQuickInput(page, service.apiKey);
    await line(/^Evaluation datasets, 2 files/).waitFor();
    await line(/^sea\.jsonl, Evaluation datasets, 64 B/).waitFor();
    await line(/^Fine-tuning, 1 file/).waitFor();
    await screenshot(page, 'library-dark');
  });

  it('opens the first rows of one by a click', async () => {
    await line(/^sky\.jsonl, /).click();
    await page.getByRole('tab', { name: /sky\.jsonl/ }).waitFor();
    await webviewFrame(page).getByText('Why is the sky blue?').first().waitFor();
  });

  it('filters by words, in both groups, and sees all again', async () => {
    await runCommand(page, 'Gavel: Filter Datasets');
    await answerQuickInput(page, 'tuning');
    await line(/^tune\.jsonl, Fine-tuning/).waitFor();
    await line(/^Nothing here holds “tuning”/).waitFor();
    await gone(/^sea\.jsonl, /);
    await line(/^Nothing here holds “tuning”/).click();
    await line(/^sea\.jsonl, /).waitFor();
  });

  it('is told when the list does not come, keeps what was known, and tries again', async () => {
    service.faults.set([{ kind: 'status', status: 400, path: '/files' }]);
    await runCommand(page, 'Gavel: Refresh');
    await line(/^Could not be listed/).waitFor();
    await line(/^sea\.jsonl, /).waitFor();
    service.faults.set([]);
    await line(/^Could not be listed/).click();
    await gone(/^Could not be listed/);
    await line(/^sea\.jsonl, /).waitFor();
  });

  it('deletes one after a question, and it is gone from the view', async () => {
    // The tooltip of a line that the pointer rests on may lie above the next one.
    await page.mouse.move(900, 600);
    await line(/^sea\.jsonl, /).click({ button: 'right' });
    // A menu takes no button that is let go of right after it opened.
    const item = page.getByRole('menuitem', { name: /Delete File from the Service/ });
    await item.click({ delay: 200 });
    const question = page.getByRole('dialog');
    await question.getByText(/^Delete sea\.jsonl from 127/).waitFor();
    await question.getByRole('button', { name: 'Delete' }).click();
    await gone(/^sea\.jsonl, /);
    await line(/^sky\.jsonl, /).waitFor();
  });
});
