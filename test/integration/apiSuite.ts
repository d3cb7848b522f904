import { runTests } from '@vscode/test-electron';
import { build } from 'esbuild';
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROOFS_VARIABLE } from '../security/proofs.js';
import { startTripwire } from '../security/tripwire.js';
import { endedEarly, errorText, type SuiteReport } from '../suiteReport.js';
import { installHosts, type ApiHost } from './host/installHosts.js';
import { launchWindow, stillSettings } from './host/launchWindow.js';
import { languageModelExtension, projectRoot } from './host/paths.js';
import { hostileFiles } from './hostileFiles.js';
import { createWorkspace } from './workspace.js';

export interface ApiSuite {
  /** The folder of test files beside this one. */
  readonly folder: 'api' | 'restricted';
  readonly trusted: boolean;
}

interface ApiRun {
  readonly suite: ApiSuite;
  readonly entry: string;
  readonly workspace: string;
  readonly env: Readonly<Record<string, string>>;
}

/** Twice and a half of what the longest suite takes on two cores with other work. */
const timeoutMs = 700_000;

/** Runs test files inside VS Code's extension host, against the built extension. */
export async function runApiSuite(suite: ApiSuite): Promise<SuiteReport> {
  const host = await installHosts();
  const entry = await bundle(suite.folder);
  const scratch = await mkdtemp(join(tmpdir(), 'gavel-api-'));
  const report = join(scratch, 'report.json');
  const touches = join(scratch, 'tripwire');
  const stranger = await startTripwire(touches);
  // What is there when the extension starts is part of what Restricted Mode is about.
  const workspace = await createWorkspace(suite.trusted ? {} : hostileFiles(stranger.origin));
  try {
    const proofs = process.env[PROOFS_VARIABLE];
    const env = {
      GAVEL_TEST_REPORT: report,
      GAVEL_TEST_FOLDER: suite.folder,
      GAVEL_TEST_STRANGER: stranger.origin,
      GAVEL_TEST_TOUCHES: touches,
      ...(proofs !== undefined && { [PROOFS_VARIABLE]: proofs }),
    };
    const run = { suite, entry, workspace, env };
    await withDeadline(host.kind === 'server' ? runInServer(run) : runInDesktop(run, host));
    const told = await readReport(report);
    if (told !== undefined && told.running === undefined) return told;
    throw new Error('VS Code was closed before the last test.');
  } catch (error) {
    process.stdout.write(`${String(error)}\n`);
    return endedEarly(await readReport(report), errorText(error));
  } finally {
    await stranger.close();
    await rm(workspace, { recursive: true, force: true, maxRetries: 5 });
    await rm(scratch, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** What the entry told last, if anything. */
async function readReport(path: string): Promise<SuiteReport | undefined> {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  // Its only writer is test/integration/entry.ts.
  return text === undefined ? undefined : (JSON.parse(text) as SuiteReport);
}

/** VS Code loads the entry with `require`, so tests and entry become CommonJS. */
async function bundle(folder: string): Promise<string> {
  const source = join(projectRoot, 'test', 'integration');
  const output = join(projectRoot, 'out', 'test', folder);
  const wanted = process.env['GAVEL_TEST_FILES'] ?? '';
  const names = (await readdir(join(source, folder))).filter(
    (name) => name.endsWith('.test.ts') && name.startsWith(wanted),
  );
  await rm(output, { recursive: true, force: true });
  await build({
    entryPoints: [join(source, 'entry.ts'), ...names.map((name) => join(source, folder, name))],
    entryNames: '[name]',
    outdir: output,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    // What is only built for modules, as the extension takes it too.
    mainFields: ['module', 'main'],
    external: ['vscode', 'mocha'],
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  return join(output, 'entry.cjs');
}

async function runInServer({ suite, entry, workspace, env }: ApiRun): Promise<void> {
  const window = await launchWindow({
    workspace,
    entry,
    env,
    extensions: [languageModelExtension],
    trusted: suite.trusted,
    onLog: printTestLine,
  });
  try {
    await window.exit;
  } finally {
    await window.close();
  }
}

async function runInDesktop(
  { suite, entry, workspace, env }: ApiRun,
  host: ApiHost & { kind: 'desktop' },
): Promise<void> {
  const data = await mkdtemp(join(tmpdir(), 'gavel-desktop-'));
  await mkdir(join(data, 'User'));
  await writeFile(join(data, 'User', 'settings.json'), JSON.stringify(stillSettings));
  try {
    await runTests({
      vscodeExecutablePath: host.program,
      extensionDevelopmentPath: [projectRoot, languageModelExtension],
      extensionTestsPath: entry,
      extensionTestsEnv: env,
      launchArgs: [
        workspace,
        `--user-data-dir=${data}`,
        '--disable-extensions',
        ...(suite.trusted ? ['--disable-workspace-trust'] : []),
      ],
    });
  } catch (error) {
    // Failed tests end it with an error too; the report tells, unless there is none.
    process.stderr.write(`${String(error)}\n`);
  } finally {
    await rm(data, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** The extension host's console carries much else; the entry marks its own lines. */
function printTestLine(line: string): void {
  const text = /\[test\](.*)/s.exec(line)?.[1];
  if (text !== undefined) process.stdout.write(`${text}\n`);
}

async function withDeadline(work: Promise<void>): Promise<void> {
  const limit = AbortSignal.timeout(timeoutMs);
  const late = new Promise<never>((_resolve, reject) => {
    limit.addEventListener('abort', () => {
      reject(new Error(`The suite in VS Code took longer than ${timeoutMs / 1000} s.`));
    });
  });
  await Promise.race([work, late]);
}
