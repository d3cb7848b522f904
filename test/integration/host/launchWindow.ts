import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { fillPackageFolder } from '../../../packageFolder.js';
import { installChromium } from './installChromium.js';
import { installServer, type ServerInstall } from './installServer.js';
import { projectRoot } from './paths.js';

export type WindowTheme = 'dark' | 'light' | 'hc-dark' | 'hc-light';

export interface WindowOptions {
  /** Absolute path of the folder to open. */
  readonly workspace: string;
  /** User settings on top of the ones that keep the window still. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** `dark` unless told. */
  readonly theme?: WindowTheme;
  /** The language of Gavel; VS Code has no pack for it here and speaks English. English unless told. */
  readonly locale?: 'de';
  /** Absolute path of a CommonJS module with `run(): Promise<void>`, run in the extension host. */
  readonly entry?: string;
  /** Absolute folders of further extensions to install. */
  readonly extensions?: readonly string[];
  /**
   * Gavel is installed, as people have it: VS Code starts the extension host of such a window again when
   * that has died, and leaves that of a window that an extension is developed in as it is.
   */
  readonly installed?: true;
  /** Absolute folder of the build that is installed; the project's own `dist` unless told. */
  readonly dist?: string;
  /** Absolute folder of another extension, in whose development an entry runs beside an installed Gavel. */
  readonly developed?: string;
  /** Gavel runs without Node, in a worker of the browser, as in vscode.dev. */
  readonly inBrowser?: true;
  /** `false` starts in Restricted Mode; trusted unless told. */
  readonly trusted?: boolean;
  /** Added to the environment of the extension host. */
  readonly env?: Readonly<Record<string, string>>;
  /** Pixels; 1440 × 900 unless told. */
  readonly size?: { readonly width: number; readonly height: number };
  /** Pixels of a picture for one of the window; 1 unless told. */
  readonly scale?: number;
  /** Lines of the extension host's console. */
  readonly onLog?: (line: string) => void;
}

/** A VS Code window with the built extension, loaded from the project's root unless it is installed. */
export interface TestWindow {
  readonly page: Page;
  /** The server's data folder: user settings, logs, global storage. */
  readonly dataFolder: string;
  /** The entry's exit code; stays pending where no entry was given. */
  readonly exit: Promise<number>;
  /** Closes the window and ends its server; safe to call twice. */
  close(): Promise<void>;
}

const themeNames = {
  dark: 'Default Dark Modern',
  light: 'Default Light Modern',
  'hc-dark': 'Default High Contrast',
  'hc-light': 'Default High Contrast Light',
} as const satisfies Record<WindowTheme, string>;

/** User settings under which nothing opens, blinks or asks by itself. */
export const stillSettings = {
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.tips.enabled': false,
  'workbench.enableExperiments': false,
  'chat.disableAIFeatures': true,
  'extensions.ignoreRecommendations': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'security.workspace.trust.startupPrompt': 'never',
  'editor.cursorBlinking': 'solid',
  'git.enabled': false,
};

/** Opens VS Code's workbench in a headless browser; rejects when it is not ready within a minute. */
export async function launchWindow(options: WindowOptions): Promise<TestWindow> {
  const log = (line: string) => process.stderr.write(`${line}\n`);
  const executablePath = await installChromium(log);
  const install = await installServer(log);
  const dataFolder = await mkdtemp(join(tmpdir(), 'gavel-window-'));
  await writeSettings(dataFolder, options);
  for (const folder of options.extensions ?? []) {
    await cp(folder, join(dataFolder, 'extensions', basename(folder)), { recursive: true });
  }
  if (options.installed) fillPackageFolder(join(dataFolder, 'extensions', 'gavel'), options.dist);
  const port = await freePort();
  const server = startServer(install, { dataFolder, port, options });
  let browser: Browser | undefined;
  const close = async () => {
    await browser?.close();
    await endServer(server);
    await rm(dataFolder, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    await serverReady(server);
    browser = await chromium.launch({ executablePath, args: browserArguments });
    const context = await browser.newContext({
      permissions: ['clipboard-read', 'clipboard-write'],
      viewport: options.size ?? { width: 1440, height: 900 },
      deviceScaleFactor: options.scale ?? 1,
    });
    const page = await context.newPage();
    if (options.locale) {
      // As the page of a window with a language pack has it, before the workbench is loaded.
      await page.addInitScript(`globalThis._VSCODE_NLS_LANGUAGE = '${options.locale}';`);
    }
    const { exit } = await listen(page, options);
    await page.goto(windowAddress(port, options));
    await page.locator('.monaco-workbench .part.statusbar').waitFor({ timeout: 60_000 });
    return { page, dataFolder, exit, close };
  } catch (error) {
    await close();
    throw error;
  }
}

const browserArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

async function writeSettings(dataFolder: string, options: WindowOptions): Promise<void> {
  const folder = join(dataFolder, 'data', 'User');
  await mkdir(folder, { recursive: true });
  const settings = {
    ...stillSettings,
    'workbench.colorTheme': themeNames[options.theme ?? 'dark'],
    ...(options.inBrowser && { 'remote.extensionKind': { 'gavel.gavel': ['web'] } }),
    ...options.settings,
  };
  await writeFile(join(folder, 'settings.json'), JSON.stringify(settings, null, 2));
}

interface ServerStart {
  readonly dataFolder: string;
  readonly port: number;
  readonly options: WindowOptions;
}

function startServer(install: ServerInstall, start: ServerStart): ChildProcess {
  const { dataFolder, port, options } = start;
  const args = [
    join(install.folder, 'out', 'server-main.js'),
    ...['--host', '127.0.0.1', '--port', String(port), '--without-connection-token'],
    ...['--accept-server-license-terms', '--enable-smoke-test-driver', '--telemetry-level', 'off'],
    ...['--server-data-dir', dataFolder, '--extensions-dir', join(dataFolder, 'extensions')],
    ...(options.trusted === false ? [] : ['--disable-workspace-trust']),
  ];
  return spawn(install.node, args, {
    cwd: dataFolder,
    env: { ...process.env, GAVEL_TEST_DATA: dataFolder, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

function serverReady(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let output = '';
    const timer = setTimeout(() => {
      reject(new Error(`VS Code's server was not ready after 60 s:\n${output}`));
    }, 60_000);
    const read = (chunk: Buffer) => {
      // Read on after the start too: a full pipe would stop the server.
      output = (output + chunk.toString()).slice(-4000);
      if (!/Web UI available|listening on/.test(output)) return;
      clearTimeout(timer);
      resolve();
    };
    server.stdout?.on('data', read);
    server.stderr?.on('data', read);
    server.once('exit', (code) => {
      clearTimeout(timer);
      reject(new Error(`VS Code's server ended with ${String(code)}:\n${output}`));
    });
  });
}

async function endServer(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = once(server, 'exit');
  server.kill('SIGTERM');
  const timer = setTimeout(() => server.kill('SIGKILL'), 5000);
  await ended;
  clearTimeout(timer);
}

/** Connects the page's test hooks; `exit` resolves when the entry has ended. */
async function listen(page: Page, options: WindowOptions): Promise<{ exit: Promise<number> }> {
  const log = options.onLog ?? (() => undefined);
  let ended: (code: number) => void = () => undefined;
  const exit = new Promise<number>((resolve) => (ended = resolve));
  await page.exposeFunction('codeAutomationLog', (_level: string, args: unknown[]) => {
    log(args.map(String).join(' '));
  });
  await page.exposeFunction('codeAutomationExit', (code: number) => {
    ended(code);
  });
  page.on('console', (message) => {
    if (message.text().includes('[Extension Host]')) log(message.text());
  });
  return { exit };
}

function windowAddress(port: number, options: WindowOptions): string {
  const developed = options.developed ?? (options.installed ? undefined : projectRoot);
  const remote = (path: string) => `vscode-remote://127.0.0.1:${port}${path}`;
  const payload = [
    ['skipWelcome', 'true'],
    ...(developed === undefined ? [] : [['extensionDevelopmentPath', remote(developed)]]),
    ...(options.entry === undefined ? [] : [['extensionTestsPath', remote(options.entry)]]),
  ];
  const query = new URLSearchParams({
    folder: options.workspace,
    payload: JSON.stringify(payload),
  });
  return `http://127.0.0.1:${port}/?${query.toString()}`;
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}
