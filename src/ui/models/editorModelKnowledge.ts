import * as vscode from 'vscode';
import type { GavelUi } from '../gavelUi.js';
import { createEditorModelList, type EditorModelList } from './editorModelList.js';

interface EditorModelKnowledge extends EditorModelList {
  /** Other models came, or those at hand may be old. */
  readonly onDidChange: vscode.Event<void>;
}

/** One for each window; ends with it. */
const known = new WeakMap<GavelUi, EditorModelKnowledge>();

/** What this window knows of the editor's language models. No extension is started before it is asked. */
export function editorModelKnowledge(ui: GavelUi): EditorModelKnowledge {
  const made = known.get(ui);
  if (made) return made;
  const changed = new vscode.EventEmitter<void>();
  const list = createEditorModelList({
    list: async () => (await import('./editorModels.js')).editorModels.list(),
    mayAsk: () => vscode.workspace.isTrusted,
    now: Date.now,
    later: (ms, work) => void setTimeout(work, ms),
    failed: (error) => ui.log.debug(`language models of VS Code: ${String(error)}`),
    changed: () => changed.fire(),
  });
  vscode.lm.onDidChangeChatModels(() => list.outdated());
  const all = { ...list, onDidChange: changed.event };
  known.set(ui, all);
  return all;
}
