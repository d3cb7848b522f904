import { installChromium } from './installChromium.js';
import { installDesktop } from './installDesktop.js';
import { installServer } from './installServer.js';

/** Where the API suite runs; the window suite always runs in the server's workbench. */
export type ApiHost =
  { readonly kind: 'server' } | { readonly kind: 'desktop'; readonly program: string };

let chosen: Promise<ApiHost> | undefined;

/** Installs what the integration tests need, once per process. */
export function installHosts(): Promise<ApiHost> {
  chosen ??= choose();
  return chosen;
}

/**
 * `VSCODE_TEST_HOST=desktop|server` decides; else desktop VS Code where there is a screen and its
 * download works, and the server from npm everywhere else.
 */
async function choose(): Promise<ApiHost> {
  const log = (line: string) => process.stderr.write(`[set-up] ${line}\n`);
  await installServer(log);
  await installChromium(log);
  const wish = process.env['VSCODE_TEST_HOST'];
  if (wish === 'server') return { kind: 'server' };
  if (wish !== 'desktop' && !hasScreen()) return { kind: 'server' };
  const program = await installDesktop(wish === 'desktop');
  return program === undefined ? { kind: 'server' } : { kind: 'desktop', program };
}

function hasScreen(): boolean {
  if (process.platform !== 'linux') return true;
  return (process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']) !== undefined;
}
