// Prints what ships as a bill of materials (CycloneDX), by npm's own tool.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// `npm sbom --omit=dev` also leaves out what a tool for development happens to need, too: it is shown a
// project that has no such tools.
const manifest = readJson('package.json');
const lock = readJson('package-lock.json');
for (const root of [manifest, lock.packages['']]) delete root.devDependencies;
const shipped = Object.entries(lock.packages).filter(([, { dev }]) => !dev);
const scratch = mkdtempSync(join(tmpdir(), 'gavel-sbom-'));
// npm calls the whole by the name of its folder.
const folder = join(scratch, manifest.name);
try {
  mkdirSync(folder);
  write('package.json', manifest);
  write('package-lock.json', { ...lock, packages: Object.fromEntries(shipped) });
  const format = ['--sbom-format', 'cyclonedx', '--sbom-type', 'application'];
  execFileSync('npm', ['sbom', '--package-lock-only', ...format], {
    cwd: folder,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

function readJson(path) {
  return JSON.parse(readFileSync(path, 'utf8'));
}

function write(name, value) {
  writeFileSync(join(folder, name), JSON.stringify(value));
}
