/**
 * Takes the pictures of README and guide in a real VS Code, from the build in dist/:
 *
 *     npm run screenshots [-- NAME…]      e.g. results-light, animation, icon; all unless told
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { PNG } from 'pngjs';
import packageJson from '../../package.json' with { type: 'json' };
import { launchWindow, type WindowTheme } from '../integration/host/launchWindow.js';
import { runCommand, setTheme } from '../integration/host/workbench.js';
import { recordAnimation } from './animation.js';
import { drawIcon } from './drawIcon.js';
import { indexed } from './palette.js';
import { sampleWorkspace } from './sampleWorkspace.js';
import { calm, scenes, type Scene } from './scenes.js';
import {
  FOLDER,
  HIDE_STATUS_BAR,
  pictureSettings,
  STAMP,
  THEMES,
  WINDOW,
  type Stamp,
} from './stamp.js';
import { writePng } from './writePng.js';

/** Of a picture: the light ones ship in the VSIX, and with more nobody sees a difference. */
const COLOURS = 40;

const wanted = process.argv.slice(2);
const isWanted = (name: string) => wanted.length === 0 || wanted.includes(name);

if (isWanted('icon')) writeFileSync('media/icon.png', await drawIcon());
mkdirSync(FOLDER, { recursive: true });
const { workspace, root } = await sampleWorkspace();
try {
  const all = THEMES.flatMap((theme) => scenes.map((scene) => ({ ...scene, theme })));
  await takeStills(all.filter(({ name, theme }) => isWanted(`${name}-${theme}`)));
  if (isWanted('animation')) save('animation.gif', await recordAnimation(workspace));
} finally {
  await rm(root, { recursive: true, force: true, maxRetries: 5 });
}
async function takeStills(
  those: readonly (Scene & { readonly theme: WindowTheme })[],
): Promise<void> {
  if (those.length === 0) return;
  const window = await launchWindow({
    ...{ workspace, theme: THEMES[0], installed: true, ...WINDOW },
    settings: pictureSettings,
  });
  const { page } = window;
  try {
    await runCommand(page, HIDE_STATUS_BAR);
    let shown: WindowTheme = THEMES[0];
    for (const { name, theme, show } of those) {
      if (theme !== shown) await setTheme(page, theme);
      shown = theme;
      await show(page);
      const picture = PNG.sync.read(await calm(page));
      save(`${name}-${theme}.png`, writePng(indexed(picture, COLOURS)));
      await runCommand(page, 'View: Close All Editors');
    }
  } finally {
    await window.close();
  }
}

function save(name: string, bytes: Uint8Array): void {
  const file = join(FOLDER, name);
  writeFileSync(file, bytes);
  const before = existsSync(STAMP) ? (JSON.parse(readFileSync(STAMP, 'utf8')) as Stamp) : {};
  const stamp = Object.entries({ ...before, [name]: packageJson.version }).sort();
  writeFileSync(STAMP, `${JSON.stringify(Object.fromEntries(stamp), null, 2)}\n`);
  console.log(`${file}: ${Math.round(bytes.length / 1024)} KB`);
}
