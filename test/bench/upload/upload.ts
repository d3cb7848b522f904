/**
 * Uploads a gigabyte of JSON Lines with Gavel's client, to a sink and to the embedded service with its
 * files in a folder, each in a process of its own, beside a plain copy of the same file to the same sink:
 * a file stream piped into one PUT, hashed and written there. They take turns.
 */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { benchFile } from '../datasets/benchFiles.js';
import { median } from '../median.js';
import type { ClientFigures, PlainFigures, ServerFigures } from './uploadProcess.js';

const run = promisify(execFile);
const BYTES = Number(process.env['GAVEL_BENCH_BYTES'] ?? 1e9);
const ROUNDS = 3;
const TARGETS = ['sink', 'service'] as const;

export interface UploadFigures extends ClientFigures {
  readonly target: (typeof TARGETS)[number];
  readonly bytes: number;
  readonly copyMs: number;
  readonly serverGrowthMb: number;
}

export async function measureUpload(): Promise<readonly UploadFigures[]> {
  const script = await bundle();
  const file = await benchFile('jsonl', BYTES);
  const figures: UploadFigures[] = [];
  for (const target of TARGETS) {
    const clients: ClientFigures[] = [];
    const copies: number[] = [];
    const growths: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const copy = await between(script, 'sink', (url) => ask(script, ['plain', file.path, url]));
      copies.push((copy.client as PlainFigures).copyMs);
      // A new one each time: the bytes are not there yet.
      const sent = await between(script, target, (url, key) =>
        ask(script, ['gavel', file.path, url, key]),
      );
      clients.push(sent.client as ClientFigures);
      growths.push(sent.server.growthMb);
    }
    const of = (pick: (figures: ClientFigures) => number) => median(clients.map(pick));
    figures.push({
      target,
      bytes: file.bytes,
      describeMs: of(({ describeMs }) => describeMs),
      uploadMs: of(({ uploadMs }) => uploadMs),
      copyMs: median(copies),
      describeGrowthMb: Math.max(...clients.map(({ describeGrowthMb }) => describeGrowthMb)),
      uploadGrowthMb: Math.max(...clients.map(({ uploadGrowthMb }) => uploadGrowthMb)),
      serverGrowthMb: Math.max(...growths),
    });
  }
  return figures;
}

/** One line for each target. `×`: the speed of the plain copy is 1. */
export function uploadTable(figures: readonly UploadFigures[]): string {
  return figures
    .map((one) => {
      const rate = (ms: number) => `${(one.bytes / 1000 / ms).toFixed(0)} MB/s`;
      const share = (ms: number) => `×${(one.copyMs / ms).toFixed(2)}`;
      const checked = one.describeMs + one.uploadMs;
      return [
        `to the ${one.target}: plain copy ${rate(one.copyMs)}`,
        `upload ${rate(one.uploadMs)} ${share(one.uploadMs)}`,
        `with the check of every row ${rate(checked)} ${share(checked)}`,
        `memory of the client +${one.uploadGrowthMb.toFixed(0)} MB (check +${one.describeGrowthMb.toFixed(0)} MB)`,
        `of the ${one.target} +${one.serverGrowthMb.toFixed(0)} MB`,
      ].join(', ');
    })
    .join('\n');
}

async function ask(script: string, args: readonly string[]): Promise<unknown> {
  return JSON.parse((await run(process.execPath, [script, ...args])).stdout);
}

/** Starts a server over a new folder for the time of some work. */
async function between(
  script: string,
  target: (typeof TARGETS)[number],
  work: (url: string, key: string) => Promise<unknown>,
): Promise<{ readonly client: unknown; readonly server: ServerFigures }> {
  const folder = await mkdtemp(join(tmpdir(), 'gavel-bench-'));
  const server = spawn(process.execPath, [script, target, folder], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  try {
    const lines = createInterface(server.stdout)[Symbol.asyncIterator]();
    // What uploadProcess prints.
    const next = async () => JSON.parse((await lines.next()).value as string) as unknown;
    const { url, apiKey } = (await next()) as { url: string; apiKey: string };
    const client = await work(url, apiKey);
    server.stdin.end();
    return { client, server: (await next()) as ServerFigures };
  } finally {
    server.kill();
    if (server.exitCode === null && server.signalCode === null) await once(server, 'exit');
    await rm(folder, { recursive: true, force: true });
  }
}

async function bundle(): Promise<string> {
  const outfile = resolve('.bench', 'dist', 'uploadProcess.mjs');
  await build({
    entryPoints: [fileURLToPath(new URL('uploadProcess.ts', import.meta.url))],
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    outfile,
    // Dependencies in CommonJS call `require`, which an ES module has not.
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
    logLevel: 'warning',
  });
  return outfile;
}
