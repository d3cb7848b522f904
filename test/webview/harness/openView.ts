import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname } from 'node:path';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';
import type { Texts } from '../../../src/l10n/t.js';
import type { Event, Handlers, Protocol } from '../../../src/shared/rpc.js';
import { createResponder } from '../../../src/shared/rpc.js';
import { viewPage, type ViewName } from '../../../src/ui/webview/viewPage.js';
import { patienceMs } from './elementState.js';
import { webviewBundle } from '../../../webviews.js';

export const THEMES = ['dark', 'light', 'hc-dark', 'hc-light'] as const;
export type Theme = (typeof THEMES)[number];

/** What VS Code calls the body of a view. */
const BODY_CLASSES: Readonly<Record<Theme, readonly string[]>> = {
  dark: ['vscode-dark'],
  light: ['vscode-light'],
  'hc-dark': ['vscode-high-contrast'],
  'hc-light': ['vscode-high-contrast-light', 'vscode-high-contrast'],
};

/** The first takes three quarters of the processor's time of the others. */
export const BROWSERS = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];
const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.ttf': 'font/ttf',
};

/** The views in a browser, each under the same policy as in VS Code. */
export interface ViewBench {
  open<P extends Protocol>(options: OpenOptions<P>): Promise<OpenView<P>>;
  close(): Promise<void>;
}

export interface OpenOptions<P extends Protocol> {
  readonly view: ViewName;
  readonly protocol: P;
  readonly handlers: Handlers<P>;
  /** `dark` unless told. */
  readonly theme?: Theme;
  /** Pixels; 1200 × 800 unless told. */
  readonly size?: { readonly width: number; readonly height: number };
  /** What the view remembered before. */
  readonly state?: unknown;
  /** Done with the page before it loads anything. */
  prepare?(page: Page): Promise<void>;
}

export interface OpenView<P extends Protocol> {
  readonly page: Page;
  emit<E extends keyof P['events'] & string>(event: E, value: Event<P, E>): void;
  /** What the page complained of: errors, and breaches of its policy. */
  readonly complaints: readonly string[];
  /** Everything that the host has said to the page, as JSON. */
  readonly told: readonly string[];
  close(): Promise<void>;
}

/** `texts`: in another language, or one that marks what was translated. */
export async function openBench(texts?: Texts): Promise<ViewBench> {
  const files = await (bundled ??= bundleViews());
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const name = url.pathname.slice(1);
    const content = files.get(name);
    if (content) {
      response.setHeader('content-type', TYPES[extname(name)] ?? 'application/octet-stream');
      response.end(content);
      return;
    }
    response.setHeader('content-type', 'text/html');
    response.end(page(name, request.headers.host ?? ''));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const executablePath = process.env['GAVEL_CHROMIUM'] ?? BROWSERS.find(existsSync);
  if (executablePath === undefined) {
    throw new Error('The views need Chromium: apt-get install chromium, or set GAVEL_CHROMIUM.');
  }
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu'],
  });
  const { port } = server.address() as AddressInfo; // a TCP server has one
  return {
    open: (options) => openView(browser, { origin: `http://127.0.0.1:${port}`, texts }, options),
    close: () => closeAll(browser, server),
  };
}

/** Once a process, for all of its benches. */
let bundled: ReturnType<typeof bundleViews> | undefined;

async function bundleViews(): Promise<ReadonlyMap<string, Uint8Array>> {
  const { outputFiles } = await build({
    ...webviewBundle,
    write: false,
    outdir: 'out/webview',
  });
  return new Map(outputFiles.map(({ path, contents }) => [path.replace(/^.*[\\/]/, ''), contents]));
}

function page(view: string, host: string): string {
  return viewPage({
    script: `/${view}.js`,
    style: `/${view}.css`,
    fonts: `http://${host}`,
    nonce: 'bench',
  });
}

async function openView<P extends Protocol>(
  browser: Browser,
  { origin, texts }: { readonly origin: string; readonly texts: Texts | undefined },
  options: OpenOptions<P>,
): Promise<OpenView<P>> {
  const { view, protocol, handlers, theme = 'dark', state } = options;
  const context = await browser.newContext({
    viewport: options.size ?? { width: 1200, height: 800 },
    reducedMotion: 'reduce',
  });
  // Sooner than a test's own end: what was waited for is told, not that time is over.
  context.setDefaultTimeout(patienceMs);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  const told: string[] = [];
  const send = (message: unknown) => {
    told.push(JSON.stringify(message));
    // A page that is closed takes no more messages.
    page.evaluate(`window.postMessage(${JSON.stringify(message)}, '*')`).catch(() => undefined);
  };
  const responder = createResponder(protocol, { handlers, post: send });
  await page.exposeFunction('toHost', (message: unknown) => responder.receive(message));
  await page.addInitScript(fakeVsCode(theme, state));
  if (texts) await page.addInitScript(`globalThis.gavelTexts = ${JSON.stringify(texts)}`);
  await options.prepare?.(page);
  await page.goto(`${origin}/${view}`);
  return {
    page,
    complaints,
    told,
    emit: (event, value) => responder.emit(event, value),
    async close() {
      responder.dispose();
      await context.close();
    },
  };
}

/** The variables of a theme, as JSON. */
function variablesOf(theme: Theme): string {
  return readFileSync(new URL(`./themes/${theme}.json`, import.meta.url), 'utf8');
}

/** Has a page that is open go on in another theme, as VS Code does. */
export async function wearTheme(page: Page, theme: Theme): Promise<void> {
  const kinds = Object.values(BODY_CLASSES).flat();
  await page.evaluate(`{
    const { style } = document.documentElement;
    for (const name of [...style]) if (name.startsWith('--vscode-')) style.removeProperty(name);
    for (const [name, value] of Object.entries(${variablesOf(theme)})) style.setProperty(name, value);
    document.body.classList.remove(...${JSON.stringify(kinds)});
    document.body.classList.add(...${JSON.stringify(BODY_CLASSES[theme])});
  }`);
}

/** Runs before the page's own script: VS Code's API, and the variables of a theme. */
function fakeVsCode(theme: Theme, state: unknown): string {
  const variables = variablesOf(theme);
  return `
    window.acquireVsCodeApi = () => ({
      postMessage: (message) => void window.toHost(message),
      getState: () => JSON.parse(sessionStorage.getItem('state') ?? ${JSON.stringify(JSON.stringify(state ?? null))}),
      setState: (next) => sessionStorage.setItem('state', JSON.stringify(next)),
    });
    const set = () => {
      for (const [name, value] of Object.entries(${variables}))
        document.documentElement.style.setProperty(name, value);
    };
    const kind = ${JSON.stringify(BODY_CLASSES[theme])};
    document.addEventListener('DOMContentLoaded', () => document.body.classList.add(...kind));
    if (document.documentElement) set();
    else new MutationObserver((_, observer) => {
      if (!document.documentElement) return;
      observer.disconnect();
      set();
    }).observe(document, { childList: true });
  `;
}

async function closeAll(browser: Browser, server: Server): Promise<void> {
  await browser.close();
  server.closeAllConnections();
  await new Promise<void>((done) => server.close(() => done()));
}
