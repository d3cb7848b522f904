import { existsSync } from 'node:fs';
import { mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { testCache } from './paths.js';
import { runProcess } from './runProcess.js';

/** The npm package that carries VS Code 1.139.1: server, workbench and Node extension host. */
const serverVersion = '4.139.1';
const nodeMajor = '24';
/** The package with the Node binary itself; `node` only fetches it in a lifecycle script. */
const nodePackage = `node-${process.platform}-${process.arch}`;
/** Raise when the steps below change, so that an older installation is replaced. */
const recipe = 1;

/** What is needed to start the server. */
export interface ServerInstall {
  /** The Node binary that VS Code needs (24; the project itself runs on 20). */
  readonly node: string;
  /** The unpacked VS Code: holds `out/server-main.js`. */
  readonly folder: string;
}

const droppedDependencies = [
  '@github/copilot-sdk',
  '@microsoft/mxc-sdk',
  '@devcontainers/cli',
  '@vscode/copilot-api',
  '@vscode/sandbox-runtime',
  '@vscode/windows-process-tree',
];

const droppedExtensions = [
  'copilot',
  'mermaid-markdown-features',
  'microsoft-authentication',
  'ms-vscode.js-debug',
  'ms-vscode.vscode-js-profile-table',
];

const minute = 60_000;

/**
 * Installs VS Code's server from npm alone into the ignored test cache. Done once per version: a
 * stamp is written last, so an interrupted installation starts again.
 */
export async function installServer(log: (line: string) => void): Promise<ServerInstall> {
  const folder = join(testCache, `server-${serverVersion}`);
  const nodeFolder = join(testCache, 'node', 'node_modules', nodePackage);
  const install = { node: join(nodeFolder, 'bin', 'node'), folder };
  const stamp = join(folder, 'installed.json');
  const wanted = JSON.stringify({ serverVersion, nodeMajor, recipe });
  if (existsSync(install.node) && existsSync(stamp) && (await readFile(stamp, 'utf8')) === wanted) {
    return install;
  }
  if (process.platform === 'win32') {
    throw new Error(
      'The window tests run VS Code’s server, which needs Linux or macOS: run them in WSL.',
    );
  }
  await installNode(log);
  const env = {
    ...process.env,
    PATH: join(nodeFolder, 'bin') + delimiter + (process.env['PATH'] ?? ''),
  };
  await unpackServer(folder, log);
  await slimServer(folder);
  log('installing the dependencies of VS Code');
  await runProcess(
    'npm',
    ['install', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund'],
    {
      cwd: folder,
      env,
      timeoutMs: 5 * minute,
    },
  );
  await dropOtherPlatforms(folder);
  await buildNativeModules(folder, { ...env, npm_config_nodedir: nodeFolder }, log);
  await writeFile(stamp, wanted);
  return install;
}

async function installNode(log: (line: string) => void): Promise<void> {
  const folder = join(testCache, 'node');
  log(`installing Node ${nodeMajor} for VS Code`);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), JSON.stringify({ private: true }));
  await runProcess('npm', ['install', `${nodePackage}@${nodeMajor}`, '--no-audit', '--no-fund'], {
    cwd: folder,
    timeoutMs: 5 * minute,
  });
}

async function unpackServer(folder: string, log: (line: string) => void): Promise<void> {
  log(`fetching VS Code (code-server ${serverVersion})`);
  const download = join(testCache, 'download');
  await rm(download, { recursive: true, force: true });
  await rm(folder, { recursive: true, force: true });
  await mkdir(join(download, 'unpacked'), { recursive: true });
  await runProcess('npm', ['pack', `code-server@${serverVersion}`], {
    cwd: download,
    timeoutMs: 5 * minute,
  });
  const archive = (await readdir(download)).find((name) => name.endsWith('.tgz'));
  if (archive === undefined) throw new Error('npm pack left no archive of code-server.');
  await runProcess(
    'tar',
    ['-xzf', archive, '-C', 'unpacked', '--strip-components=3', 'package/lib/vscode'],
    { cwd: download, timeoutMs: 2 * minute },
  );
  await rename(join(download, 'unpacked'), folder);
  await rm(download, { recursive: true, force: true });
}

/** Removes what the tests never use and what would need a compiler or large downloads. */
async function slimServer(folder: string): Promise<void> {
  const file = join(folder, 'package.json');
  const manifest = JSON.parse(await readFile(file, 'utf8')) as {
    dependencies: Record<string, string>;
  };
  const kept = Object.entries(manifest.dependencies).filter(
    ([name]) => !droppedDependencies.includes(name),
  );
  await writeFile(file, JSON.stringify({ ...manifest, dependencies: Object.fromEntries(kept) }));
  for (const name of droppedExtensions) {
    await rm(join(folder, 'extensions', name), { recursive: true, force: true });
  }
}

async function dropOtherPlatforms(folder: string): Promise<void> {
  const places = ['@vscode/ripgrep-universal/bin', 'node-pty/prebuilds'];
  for (const place of places.map((name) => join(folder, 'node_modules', name))) {
    if (!existsSync(place)) continue;
    for (const platform of await readdir(place)) {
      if (!platform.startsWith(`${process.platform}-${process.arch}`)) {
        await rm(join(place, platform), { recursive: true, force: true });
      }
    }
  }
}

/** Log files and output channels need two native modules; without a compiler they stay empty. */
async function buildNativeModules(
  folder: string,
  env: NodeJS.ProcessEnv,
  log: (line: string) => void,
): Promise<void> {
  try {
    for (const tool of ['g++', 'make', 'python3']) {
      await runProcess(tool, ['--version'], { cwd: folder, timeoutMs: minute });
    }
  } catch {
    log('no compiler here: output channels and log files stay empty');
    return;
  }
  log('building the modules behind output channels');
  await runProcess(
    'npm',
    ['rebuild', '@vscode/spdlog', '@vscode/native-watchdog', '--ignore-scripts=false'],
    { cwd: folder, env, timeoutMs: 5 * minute },
  );
}
