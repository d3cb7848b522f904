import type { ChatRequest } from '../../core/judging/chat.js';
import { FIRST_DIALECT } from '../../core/judging/dialect.js';
import { parseKeyReference } from '../../core/keys.js';
import { UserError } from '../../core/userError.js';
import { t } from '../../l10n/t.js';
import { chatEndpoint, isEditorModel, type ChatEndpoint } from './chatEndpoint.js';
import { chatBody } from './chatWire.js';

const SERVICE_VARIABLE = 'TOGETHER_API_KEY';

/**
 * The shell command that sends this request as the runner first does; the key stays a reference to
 * an environment variable. The body comes from standard input: a shell takes no argument as long as a
 * prompt may be. Throws `UserError` where the request goes to no address.
 */
export function curlCommand(request: ChatRequest, serviceBaseUrl: string): string {
  if (isEditorModel(request.target)) {
    const message = t(
      '{0} is answered by the editor itself: there is no address to ask with curl.',
      request.target.model,
    );
    throw new UserError('usage', message);
  }
  const endpoint = chatEndpoint(request.target, serviceBaseUrl);
  const variable = keyVariable(endpoint);
  const body = JSON.stringify(chatBody(request, FIRST_DIALECT), null, 2);
  return [
    `curl ${quoted(endpoint.url.href)} \\`,
    ...(variable === undefined ? [] : [`  -H "Authorization: Bearer $${variable}" \\`]),
    `  -H 'Content-Type: application/json' \\`,
    `  --data-binary @- <<'JSON'`,
    body,
    'JSON',
    '',
  ].join('\n');
}

function keyVariable({ key }: ChatEndpoint): string | undefined {
  if (key === 'service') return SERVICE_VARIABLE;
  if (key === 'none') return undefined;
  const name = parseKeyReference(key.reference)?.name;
  if (name !== undefined) return name.replace(/[^A-Za-z0-9_]/g, '_');
  const message = t(
    'external_api_token must be ${secret:NAME} or ${env:NAME}, never the key itself.',
  );
  throw new UserError('spec', message);
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
