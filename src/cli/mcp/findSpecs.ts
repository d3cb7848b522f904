import { readdir } from 'node:fs/promises';
import path from 'node:path';

const SPEC_NAME = /\.eval\.(json|jsonc|ya?ml)$/i;
/** Folders in which nobody keeps specs of their own. */
const LEFT_OUT = new Set(['node_modules', '.git', '.gavel', '.venv', 'dist', 'out']);
/** More than any project has; a home folder may hold millions of files. */
const MOST_FOLDERS = 5000;
const MOST_SPECS = 1000;

/** Eval specs below a folder, absolute, in the order of their paths; links to folders are not followed. */
export async function findSpecs(folder: string, signal: AbortSignal): Promise<readonly string[]> {
  const found: string[] = [];
  const waiting = [folder];
  let visited = 0;
  for (let at = waiting.shift(); at !== undefined; at = waiting.shift()) {
    signal.throwIfAborted();
    visited += 1;
    if (visited > MOST_FOLDERS || found.length >= MOST_SPECS) break;
    // A folder that can't be read holds nothing for us.
    const entries = await readdir(at, { withFileTypes: true }).catch(() => []);
    for (const entry of entries) {
      const whole = path.join(at, entry.name);
      if (entry.isDirectory() && !LEFT_OUT.has(entry.name)) waiting.push(whole);
      else if (!entry.isDirectory() && SPEC_NAME.test(entry.name)) found.push(whole);
    }
  }
  return found.sort();
}

export function isSpecName(file: string): boolean {
  return SPEC_NAME.test(file);
}
