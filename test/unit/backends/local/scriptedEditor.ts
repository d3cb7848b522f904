import type { ChatMessage } from '../../../../src/core/judging/chat.js';
import type { EditorModels } from '../../../../src/core/models/editorModels.js';

interface EditorCall {
  readonly messages: readonly ChatMessage[];
  readonly options: Readonly<Record<string, number>>;
  readonly signal: AbortSignal;
}

type Said = string | AsyncIterable<string>;

/** `vendor/family` → what a call gives: a whole reply or its pieces; what it throws, the editor throws. */
type Script = Readonly<Record<string, (call: EditorCall) => Said | Promise<Said>>>;

/** An editor whose models follow a script; throws where another model is asked for. */
export function createScriptedEditor(script: Script): EditorModels {
  const infos = Object.keys(script).map((id) => {
    const [vendor = '', family = ''] = id.split('/');
    return { vendor, family, name: id.toUpperCase(), maxInputTokens: 8000 };
  });
  return {
    list: () => Promise.resolve(infos),
    find: ({ vendor, family }) => {
      const answer = script[`${vendor}/${family}`];
      if (!answer) return Promise.resolve(undefined);
      return Promise.resolve({
        send: async (messages, options, signal) => {
          const said = await answer({ messages, options, signal });
          return typeof said === 'string' ? pieces(said) : said;
        },
      });
    },
  };
}

/** As `vscode.LanguageModelError` comes: its kind is in `code`. */
export function editorError(code: string, message: string, cause?: Error): Error {
  const error = new Error(message, { cause });
  return Object.assign(error, { name: 'LanguageModelError', code });
}

/** In two pieces, as providers stream. */
async function* pieces(text: string): AsyncGenerator<string> {
  await Promise.resolve();
  const middle = Math.floor(text.length / 2);
  yield text.slice(0, middle);
  yield text.slice(middle);
}
