import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** Packages that figures are compared with: installed on demand, never dependencies. */
const PEERS = {
  '@huggingface/jinja': 'dist/index.js',
  nunjucks: 'index.js',
  papaparse: 'papaparse.js',
  '@duckdb/node-api': 'lib/index.js',
} as const;

export type PeerName = keyof typeof PEERS;

/** The main file of a peer; undefined where npm could not install it. */
export function peerModule(name: PeerName): string | undefined {
  const folder = resolve('.bench', 'peers');
  const file = resolve(folder, 'node_modules', name, PEERS[name]);
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true });
    const manifest = resolve(folder, 'package.json');
    if (!existsSync(manifest)) writeFileSync(manifest, '{ "private": true }');
    // All at once, the first time that one is asked for.
    const missing = Object.keys(PEERS).filter(
      (peer) => !readFileSync(manifest, 'utf8').includes(`"${peer}"`),
    );
    spawnSync('npm', ['install', '--no-audit', '--no-fund', ...missing], {
      cwd: folder,
      stdio: 'ignore',
    });
  }
  return existsSync(file) ? file : undefined;
}
