import type * as vscode from 'vscode';

/** Every item of the Test Explorer that stands for a spec. */
export function specItems(items: vscode.TestItemCollection): vscode.TestItem[] {
  return [...items].flatMap(([, folder]) => [...folder.children].map(([, spec]) => spec));
}
