import * as vscode from 'vscode';

/** What is known of a file; the fields that hold bigints in Node's `stat(…, { bigint: true })` do so. */
export interface FileStats {
  /** Bytes. */
  readonly size: number;
  readonly mtimeMs: number;
  readonly mtimeNs: bigint;
  /** One file is not told from another of its name. */
  readonly ino: bigint;
  readonly dev: bigint;
  isFile(): boolean;
  isDirectory(): boolean;
  isSymbolicLink(): boolean;
}

export function statsOf({ type, size, mtime }: vscode.FileStat): FileStats {
  return {
    size,
    mtimeMs: mtime,
    mtimeNs: BigInt(Math.trunc(mtime)) * 1_000_000n,
    ino: 0n,
    dev: 0n,
    isFile: () => (type & vscode.FileType.File) !== 0,
    isDirectory: () => (type & vscode.FileType.Directory) !== 0,
    // Whoever asks has the file that the link leads to.
    isSymbolicLink: () => false,
  };
}
