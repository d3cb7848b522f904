import { spawn, spawnSync } from 'node:child_process';
import { cp, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import packageJson from '../package.json' with { type: 'json' };
import { readTexts } from './cli/readTexts.js';
import { runCli } from './cli/runCli.js';
import { configureTexts } from './l10n/t.js';

const project = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const workspace = path.join(project, '.sample');
const SPECS = [
  'answer-correctness.eval.yaml',
  'answer-helpfulness.eval.json',
  'prompt-v1-vs-v2.eval.jsonc',
];

/** `npm start`: one evaluation of each type on the embedded service, then the editor on the results. */
async function start(open: boolean): Promise<number> {
  await mkdir(workspace, { recursive: true });
  // What a person changed in the samples since the last start stays.
  await cp(path.join(project, 'media', 'samples'), workspace, { recursive: true, force: false });
  const interrupt = new AbortController();
  process.once('SIGINT', () => {
    interrupt.abort();
  });
  for (const spec of SPECS) {
    console.log(`\n$ gavel run ${spec} --backend demo`);
    const exitCode = await runCli(['run', spec, '--backend', 'demo'], {
      env: process.env,
      cwd: workspace,
      stdout: process.stdout,
      stderr: process.stderr,
      signal: interrupt.signal,
      toolVersion: packageJson.version,
    });
    if (exitCode === 130) return exitCode;
    // 1 and 4 are the answers of a gate: the run itself is fine.
    if (exitCode !== 0 && exitCode !== 1 && exitCode !== 4) return exitCode;
  }
  console.log(`\nThree evaluations finished; specs, data and results are in ${workspace}`);
  if (open) openEditor();
  return 0;
}

function openEditor(): void {
  const editor = ['code', 'code-insiders', 'codium'].find(
    (name) => spawnSync(name, ['--version'], { shell: process.platform === 'win32' }).status === 0,
  );
  if (!editor) {
    console.log(
      'No VS Code was found on the PATH; open the folder in it by hand, or press F5 here.',
    );
    return;
  }
  spawn(editor, ['--new-window', `--extensionDevelopmentPath=${project}`, workspace], {
    shell: process.platform === 'win32',
    detached: true,
    stdio: 'ignore',
  }).unref();
}

configureTexts(await readTexts(process.env, new URL('./l10n/', import.meta.url)));
process.exitCode = await start(!process.argv.includes('--no-open'));
