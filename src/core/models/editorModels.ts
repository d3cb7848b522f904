import type { ChatMessage } from '../judging/chat.js';

/** Prefix of models that the editor itself answers for: `vscode:<vendor>/<family>`. */
export const EDITOR_MODEL = 'vscode:';

/** What names a language model of the editor. */
interface EditorModelId {
  /** Who offers it, e.g. `copilot`. */
  readonly vendor: string;
  /** As its vendor calls it, e.g. `gpt-4.1`. */
  readonly family: string;
}

/** A language model as the editor lists it. */
export interface EditorModelInfo extends EditorModelId {
  /** For people, e.g. `GPT-4.1`. */
  readonly name: string;
  /** Tokens that one request may hold. */
  readonly maxInputTokens: number;
}

/** A language model of the editor that can be asked. */
export interface EditorModel {
  /**
   * Sends a request; resolves once it is on its way, to the pieces of the reply. The editor may ask
   * a person for consent first, and resolves only then. Rejects, as do the pieces, with the editor's
   * own error: `code` `NoPermissions`, `NotFound` or `Blocked`, else whatever the provider threw.
   * Whoever sends aborts `signal` in the end, after a whole reply too.
   */
  send(
    messages: readonly ChatMessage[],
    options: Readonly<Record<string, number>>,
    signal: AbortSignal,
  ): Promise<AsyncIterable<string>>;
}

/** Port: the language models of the editor that Gavel runs in. */
export interface EditorModels {
  /** Those that there are now, each name once. */
  list(): Promise<readonly EditorModelInfo[]>;
  /** Undefined where there is none of that name. */
  find(id: EditorModelId): Promise<EditorModel | undefined>;
}

/** As a spec names it. */
export function editorModelName({ vendor, family }: EditorModelId): string {
  return `${EDITOR_MODEL}${vendor}/${family}`;
}

/** Undefined for a name of another form. */
export function readEditorModelName(name: string): EditorModelId | undefined {
  const [, vendor, family] = /^vscode:([^\s/]+)\/(\S+)$/.exec(name) ?? [];
  return vendor === undefined || family === undefined ? undefined : { vendor, family };
}
