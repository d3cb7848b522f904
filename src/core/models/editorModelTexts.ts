import { t } from '../../l10n/t.js';
import { markdownCode, markdownText } from '../markdownText.js';
import type { EditorModelInfo } from './editorModels.js';
import { editorModelName } from './editorModels.js';
import { contextText } from './modelTexts.js';

/** What helps where the editor has no language model. */
export function howToGetModels(): string {
  return t('install an extension that offers some, such as GitHub Copilot Chat, and sign in there');
}

/** `GPT-4.1 · prompts up to 128k tokens`. */
export function editorModelDetail({ name, maxInputTokens }: EditorModelInfo): string {
  // Some providers state no limit: theirs is 0.
  const limit = maxInputTokens > 0 ? [t('prompts up to {0}', contextText(maxInputTokens))] : [];
  return [name, ...limit].join(' · ');
}

/** Markdown: what the model is, and who asks whom. */
export function editorModelDocumentation(model: EditorModelInfo): string {
  return [
    `**${markdownText(model.name)}**, ${markdownCode(editorModelName(model))}`,
    t(
      'Language model of VS Code, offered by {0} · `model_source` external · {1}',
      markdownCode(model.vendor),
      markdownText(editorModelDetail(model)),
    ),
    t(
      'Asked by the local runner inside VS Code, without a key; VS Code may ask you to allow it. Its provider counts and bills the requests; how many tokens they took is not told.',
    ),
  ].join('\n\n');
}
