import * as vscode from 'vscode';

/** As Node's file system fails: by a code that says what is wrong. */
export function systemError(code: string, path: string, cause?: unknown): Error {
  return Object.assign(new Error(`${code}: ${path}`, { cause }), { code });
}

const CODES: Readonly<Record<string, string>> = {
  FileNotFound: 'ENOENT',
  FileNotADirectory: 'ENOTDIR',
  FileIsADirectory: 'EISDIR',
  FileExists: 'EEXIST',
  NoPermissions: 'EACCES',
};

/** Does something with a file; what VS Code's file system throws becomes Node's error. */
export async function fileFault<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const code = error instanceof vscode.FileSystemError ? (CODES[error.code] ?? 'EIO') : 'EIO';
    throw systemError(code, path, error);
  }
}
