import * as vscode from 'vscode';

/** Whether people have labelled rows of the run whose manifest this is. */
export async function isLabelled(manifest: vscode.Uri): Promise<boolean> {
  try {
    const { size } = await vscode.workspace.fs.stat(
      vscode.Uri.joinPath(manifest, '..', 'labels.jsonl'),
    );
    return size > 0;
  } catch {
    // Nobody has begun.
    return false;
  }
}
