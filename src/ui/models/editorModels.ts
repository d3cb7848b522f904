import * as vscode from 'vscode';
import type { ChatMessage } from '../../core/judging/chat.js';
import type { EditorModel, EditorModelInfo, EditorModels } from '../../core/models/editorModels.js';
import { t } from '../../l10n/t.js';

/** Shown where VS Code asks a person whether Gavel may use a model. */
const allJustification = () => t('Gavel asks it about the rows of an evaluation that you started.');

/** The language models that this VS Code offers; asks its providers at each call. */
export const editorModels: EditorModels = {
  async list() {
    const models = await vscode.lm.selectChatModels();
    const byName = new Map<string, EditorModelInfo>();
    // Versions of a family bear one name: the first is the one that is asked.
    for (const { vendor, family, name, maxInputTokens } of models) {
      const id = `${vendor}/${family}`;
      if (!byName.has(id)) byName.set(id, { vendor, family, name, maxInputTokens });
    }
    return [...byName.values()];
  },
  async find({ vendor, family }) {
    const [model] = await vscode.lm.selectChatModels({ vendor, family });
    return model && asked(model);
  },
};

function asked(model: vscode.LanguageModelChat): EditorModel {
  return {
    async send(messages, modelOptions, signal) {
      const cancel = new vscode.CancellationTokenSource();
      const abort = (): void => {
        cancel.cancel();
        cancel.dispose();
      };
      if (signal.aborted) abort();
      signal.addEventListener('abort', abort, { once: true });
      const options = { justification: allJustification(), modelOptions };
      const response = await model.sendRequest(messages.map(message), options, cancel.token);
      return response.text;
    },
  };
}

/** The API knows no system role: such a message goes first, as the user's. */
function message({ role, content }: ChatMessage): vscode.LanguageModelChatMessage {
  return role === 'assistant'
    ? vscode.LanguageModelChatMessage.Assistant(content)
    : vscode.LanguageModelChatMessage.User(content);
}
