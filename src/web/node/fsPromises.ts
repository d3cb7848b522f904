import type { Dirent, OpenMode } from 'node:fs';
import * as vscode from 'vscode';
import { fileUri } from '../../ui/fileUri.js';
import { fileFault, systemError } from './fileFault.js';
import { openBytes, type OpenBytes } from './openBytes.js';
import { statsOf, type FileStats } from './fileStats.js';

/**
 * Of `node:fs/promises` what reading files needs, on the file systems that VS Code knows in a browser.
 * Nothing is written there: what tries gets the error of a file system that is read-only.
 */
export async function open(path: string, flags: OpenMode = 'r'): Promise<OpenBytes> {
  if (typeof flags === 'string' && flags !== 'r') throw systemError('EROFS', path);
  return openBytes(path);
}

/** Links are followed by the file system itself; it has no other word of them. */
export async function stat(path: string): Promise<FileStats> {
  return fileFault(path, async () => statsOf(await vscode.workspace.fs.stat(fileUri(path))));
}

export const lstat = stat;

export async function readdir(
  path: string,
  options?: { withFileTypes?: boolean },
): Promise<string[] | Pick<Dirent, 'name' | 'isFile' | 'isDirectory' | 'isSymbolicLink'>[]> {
  const entries = await fileFault(path, () =>
    Promise.resolve(vscode.workspace.fs.readDirectory(fileUri(path))),
  );
  if (!options?.withFileTypes) return entries.map(([name]) => name);
  return entries.map(([name, type]) => ({
    name,
    isFile: () => (type & vscode.FileType.File) !== 0,
    isDirectory: () => (type & vscode.FileType.Directory) !== 0,
    isSymbolicLink: () => (type & vscode.FileType.SymbolicLink) !== 0,
  }));
}

/** A path leads where it says: in a browser no link leads out of a workspace. */
export async function realpath(path: string): Promise<string> {
  await stat(path);
  return path;
}

export function readlink(path: string): Promise<string> {
  return Promise.reject(systemError('EINVAL', path));
}

const readOnly = (path: string): Promise<never> => Promise.reject(systemError('EROFS', path));

export {
  readOnly as link,
  readOnly as mkdir,
  readOnly as rename,
  readOnly as rm,
  readOnly as rmdir,
  readOnly as utimes,
  readOnly as writeFile,
};
