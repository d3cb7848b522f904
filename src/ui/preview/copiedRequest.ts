import type { ChatRequest } from '../../core/judging/chat.js';
import type { RowRequest } from '../../core/judging/rowRequests.js';
import { t } from '../../l10n/t.js';

type CopyForm = 'text' | 'json' | 'curl';

/** A request for the clipboard, and what to say of it. */
export async function copiedRequest(
  { messages, request }: RowRequest,
  form: CopyForm,
  curl: (request: ChatRequest) => Promise<string>,
): Promise<{ readonly text: string; readonly message: string }> {
  switch (form) {
    case 'text': {
      const text = messages.map(({ role, content }) => `${role}:\n${content}`).join('\n\n');
      return { text, message: t('The messages are copied as text.') };
    }
    case 'json':
      return {
        text: JSON.stringify(messages, null, 2),
        message: t('The messages are copied as JSON.'),
      };
    case 'curl': {
      const text = await curl(request);
      const [, variable] = /Bearer \$(\w+)/.exec(text) ?? [];
      const message = t('The request is copied as a curl command.');
      if (variable === undefined) return { text, message };
      return { text, message: `${message} ${t('Its key is read from {0}.', `$${variable}`)}` };
    }
  }
}
