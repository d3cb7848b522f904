import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { RunManifest } from '../../../core/runs/manifest.js';
import type { PathGate } from '../../../core/paths/pathGate.js';
import type { GavelServices } from '../../../core/services.js';
import type { SetupCheck } from '../../../shared/results/setupProtocol.js';

/** A file that a run was made from. */
interface SetupFile {
  /** `spec`, `dataset` or the field of a template. */
  readonly of: string;
  /** Absolute. */
  readonly path: string;
  /** What it held then, hex; undefined where the run does not tell. */
  readonly sha256?: string;
}

/** Where the spec, the dataset and the templates in files of their own were, seen from the run's folder. */
export function setupFiles(manifest: RunManifest, folder: string): SetupFile[] {
  const { spec_path: specPath, dataset, templates } = manifest;
  const spec = specPath === undefined ? undefined : resolve(folder, specPath);
  const files: SetupFile[] = [];
  if (spec !== undefined) files.push({ of: 'spec', path: spec });
  if (dataset.path !== undefined) {
    const { sha256 } = dataset;
    const path = resolve(folder, dataset.path);
    files.push({ of: 'dataset', path, ...(sha256 !== undefined && { sha256 }) });
  }
  for (const [field, { file, sha256 }] of Object.entries(templates)) {
    if (file !== undefined && spec !== undefined) {
      files.push({ of: field, path: resolve(dirname(spec), file), sha256 });
    }
  }
  return files;
}

/** Those that are there. Elsewhere than in the workspace nobody looks: opening one asks first. */
export async function setupFilesThere(
  files: readonly SetupFile[],
  paths: PathGate,
): Promise<SetupFile[]> {
  const there: SetupFile[] = [];
  for (const file of files) {
    const verdict = await paths.look(file.path).catch(() => undefined);
    if (verdict?.kind === 'outside' || (verdict?.kind === 'inside' && (await isThere(file.path)))) {
      there.push(file);
    }
  }
  return there;
}

/** Whether the files hold what they held then; those whose hash the run does not tell are left out. */
export async function checkSetupFiles(
  files: readonly SetupFile[],
  ports: Pick<GavelServices, 'texts' | 'paths'>,
  signal: AbortSignal,
): Promise<SetupCheck[]> {
  const checks: SetupCheck[] = [];
  for (const { of, path, sha256 } of files) {
    if (sha256 === undefined) continue;
    checks.push({ of, state: await stateOf({ of, path, sha256 }, ports, signal) });
  }
  return checks;
}

async function stateOf(
  { of, path, sha256 }: Required<SetupFile>,
  { texts, paths }: Pick<GavelServices, 'texts' | 'paths'>,
  signal: AbortSignal,
): Promise<SetupCheck['state']> {
  try {
    await paths.checkFile(path);
    if (!(await isThere(path))) return 'missing';
    // A dataset by its bytes, a template by its text: a byte-order mark is no part of it.
    const now = of === 'dataset' ? await bytesHash(path, signal) : textHash(await texts.read(path));
    return now === sha256 ? 'same' : 'changed';
  } catch (error) {
    if (signal.aborted) throw error;
    return 'unreadable';
  }
}

/** Whether there is anything at a path (absolute). */
export function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

async function bytesHash(path: string, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { signal })) {
    // A stream without an encoding gives buffers.
    hash.update(chunk as Buffer);
  }
  return hash.digest('hex');
}

function textHash(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
