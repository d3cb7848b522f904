/**
 * Opens a real VS Code window with the built extension and takes a picture of it:
 *
 *     node --import tsx test/integration/host/open.ts --workspace DIR [--theme dark|light|hc-dark|hc-light]
 *       [--shot out.png] [--file NAME]… [--command "Gavel: …"]… [--answer TEXT]… [--wait-for TEXT]
 *       [--settings JSON] [--locale de] [--untrusted] [--in-browser] [--keep]
 *
 * Files are opened first, then the commands run in order, then the answers are typed into the quick
 * inputs that they open.
 */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { once } from 'node:events';
import { launchWindow, type WindowTheme } from './launchWindow.js';
import { answerQuickInput, openFile, runCommand, screenshot, webviewFrame } from './workbench.js';

const { values } = parseArgs({
  options: {
    workspace: { type: 'string', default: '.' },
    theme: { type: 'string', default: 'dark' },
    shot: { type: 'string' },
    file: { type: 'string', multiple: true, default: [] },
    command: { type: 'string', multiple: true, default: [] },
    answer: { type: 'string', multiple: true, default: [] },
    'wait-for': { type: 'string' },
    settings: { type: 'string', default: '{}' },
    locale: { type: 'string' },
    untrusted: { type: 'boolean', default: false },
    'in-browser': { type: 'boolean', default: false },
    keep: { type: 'boolean', default: false },
    width: { type: 'string', default: '1440' },
    height: { type: 'string', default: '900' },
  },
});

const window = await launchWindow({
  workspace: resolve(values.workspace),
  theme: values.theme as WindowTheme,
  settings: JSON.parse(values.settings) as Record<string, unknown>,
  trusted: !values.untrusted,
  ...(values.locale === 'de' && { locale: values.locale }),
  ...(values['in-browser'] && { inBrowser: true }),
  size: { width: Number(values.width), height: Number(values.height) },
  onLog: (line) => process.stdout.write(`${line}\n`),
});
try {
  for (const file of values.file) await openFile(window.page, file);
  for (const command of values.command) await runCommand(window.page, command);
  for (const answer of values.answer) await answerQuickInput(window.page, answer);
  const text = values['wait-for'];
  if (text !== undefined) {
    const inWorkbench = window.page.getByText(text).first();
    const inWebview = webviewFrame(window.page).getByText(text).first();
    await Promise.any([inWorkbench, inWebview].map((place) => place.waitFor({ timeout: 30_000 })));
  }
  if (values.shot !== undefined) {
    process.stdout.write(`${await screenshot(window.page, resolve(values.shot))}\n`);
  }
  if (values.keep) {
    process.stdout.write(`${window.page.url()}\nCtrl-C ends it\n`);
    await once(process, 'SIGINT');
  }
} catch (error) {
  process.stdout.write(`${await screenshot(window.page, 'open-failed')}\n`);
  throw error;
} finally {
  await window.close();
}
