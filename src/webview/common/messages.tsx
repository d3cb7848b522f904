import type { RequestView } from '../../shared/protocol.js';
import { counted } from './wording.js';

/** The messages of one request, each under its role. */
export function Messages({ request }: { request: RequestView }) {
  return (
    <div class="messages">
      {request.messages.map((message, index) => (
        <section class="message" key={index} aria-label={`${message.role} message`}>
          <h3 class={`message-role role-${message.role}`}>{message.role}</h3>
          <pre class="text">{message.content}</pre>
        </section>
      ))}
    </div>
  );
}

/** `gpt-oss-120b · about 412 tokens` */
export function requestLine(request: RequestView): string {
  return `${request.model} · about ${counted(request.tokens, 'token')}`;
}
