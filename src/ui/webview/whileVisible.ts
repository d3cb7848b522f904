import type { WebviewPanel } from 'vscode';

type Shown = Pick<WebviewPanel, 'visible' | 'onDidChangeViewState'>;

/**
 * Work for a view that is on screen: asked for while the view is hidden, however often, it is done once
 * when the view shows again. Dozens of editors may be open, and a hidden one has no page to tell.
 */
export function whileVisible(panel: Shown, work: () => void): { soon(): void; dispose(): void } {
  let isOwed = false;
  const listener = panel.onDidChangeViewState(() => {
    if (!panel.visible || !isOwed) return;
    isOwed = false;
    work();
  });
  return {
    soon() {
      if (panel.visible) work();
      else isOwed = true;
    },
    dispose: () => void listener.dispose(),
  };
}
