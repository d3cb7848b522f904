import { plural } from '../../l10n/t.js';
import type { RequestView } from '../../shared/protocol.js';

/** The messages of one request, each under its role. */
export function Messages({ request }: { request: RequestView }) {
  return (
    <div class="messages">
      {request.messages.map((message, index) => (
        <div class="message" key={index}>
          <p class="message-role">{message.role}</p>
          <pre class="text">{message.content}</pre>
        </div>
      ))}
    </div>
  );
}

/** `gpt-oss-120b · 412 tokens (o200k_base)` */
export function requestLine(request: RequestView): string {
  return `${request.model} · ${plural(request.tokens, '{0} token', '{0} tokens')} (${request.tokenizer})`;
}
