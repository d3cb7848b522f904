import * as vscode from 'vscode';

/** VS Code asks for an editor that shows well within this time, if it does at all. */
const PATIENCE_MS = 3000;

/**
 * Opens the editors of a type anew that a dead extension host has left behind: VS Code starts the host
 * again, but the pages stay as they are and nobody answers them any more. They are told by this: they
 * were open before this host was, they show, and VS Code does not ask for them. After a reload of the
 * window it asks for the first that shows; then nothing is done.
 */
export function reviveLeftEditors(viewType: string): {
  /** VS Code has asked for an editor. */
  asked(uri: vscode.Uri): void;
  dispose(): void;
} {
  const left = new Set(editorTabs(viewType).map(({ uri }) => uri.toString()));
  let timer: NodeJS.Timeout | undefined;
  let patienceMs = PATIENCE_MS;

  const shown = () =>
    editorTabs(viewType).find(({ tab, uri }) => tab.isActive && left.has(uri.toString()));
  const revive = async (): Promise<void> => {
    timer = undefined;
    const found = shown();
    if (!found) return;
    // One that was left is enough to know it of the others.
    patienceMs = 0;
    left.delete(found.uri.toString());
    const same = editorTabs(viewType).filter(({ uri }) => uri.toString() === found.uri.toString());
    const columns = same.filter(({ tab }) => tab.isActive).map(({ tab }) => tab.group.viewColumn);
    // All of them first: while one is open, VS Code has the document of the dead host for each.
    await vscode.window.tabGroups.close(
      same.map(({ tab }) => tab),
      true,
    );
    for (const viewColumn of columns) {
      const options = { viewColumn, preserveFocus: true, preview: false };
      await vscode.commands.executeCommand('vscode.openWith', found.uri, viewType, options);
    }
    look();
  };
  // A tab that somebody closes meanwhile is theirs.
  const look = (): void => {
    if (shown()) timer ??= setTimeout(() => void revive().catch(() => undefined), patienceMs);
  };

  look();
  const following = vscode.window.tabGroups.onDidChangeTabs(look);
  const dispose = (): void => {
    left.clear();
    clearTimeout(timer);
    following.dispose();
  };
  return {
    asked(uri) {
      if (left.has(uri.toString())) dispose();
    },
    dispose,
  };
}

function editorTabs(viewType: string): readonly { tab: vscode.Tab; uri: vscode.Uri }[] {
  return vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .flatMap((tab) =>
      tab.input instanceof vscode.TabInputCustom && tab.input.viewType === viewType
        ? [{ tab, uri: tab.input.uri }]
        : [],
    );
}
