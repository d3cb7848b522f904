import * as vscode from 'vscode';

/**
 * The address of a file of the workspace or this machine (absolute path). In a workspace whose folders
 * lie in another file system, as in a browser, a path within one of them is of that file system.
 */
export function fileUri(path: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.find(
    ({ uri }) => uri.scheme !== 'file' && isWithin(path, uri.path),
  );
  return folder ? folder.uri.with({ path }) : vscode.Uri.file(path);
}

/** Whether it is a file that specs, datasets and runs may be: not the other side of a comparison. */
export function isFileUri(uri: vscode.Uri): boolean {
  return fileSchemes().includes(uri.scheme);
}

/** `file`, and where the folders of the workspace lie. */
export function fileSchemes(): string[] {
  const folders = vscode.workspace.workspaceFolders ?? [];
  return [...new Set(['file', ...folders.map(({ uri }) => uri.scheme)])];
}

function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
}
