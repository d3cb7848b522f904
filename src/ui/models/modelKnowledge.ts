import * as vscode from 'vscode';
import type { GavelUi } from '../gavelUi.js';
import { createListKnowledge, type ListKnowledge } from './listKnowledge.js';

interface ModelKnowledge extends ListKnowledge {
  /** Another list came. */
  readonly onDidChange: vscode.Event<void>;
}

/** One for each window; ends with it. */
const known = new WeakMap<GavelUi, ModelKnowledge>();

/** What this window knows of the models of its services. Nothing is read before it is asked. */
export function modelKnowledge(ui: GavelUi): ModelKnowledge {
  const made = known.get(ui);
  if (made) return made;
  const changed = new vscode.EventEmitter<void>();
  const knowledge = createListKnowledge({
    lists: () => ui.services.modelLists(),
    mayAsk: async (service) =>
      vscode.workspace.isTrusted && (service === 'demo' || (await ui.hasServiceKey())),
    failed: (error) => ui.log.debug(`list of models: ${String(error)}`),
    changed: () => changed.fire(),
  });
  const all = { ...knowledge, onDidChange: changed.event };
  known.set(ui, all);
  return all;
}
