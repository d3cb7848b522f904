import { useMemo } from 'preact/hooks';
import { fixed, plural, t } from '../../l10n/t.js';
import type { OriginView, PreviewRequest } from '../../shared/previewProtocol.js';
import { Icon } from '../common/icon.js';
import { formatCount } from '../common/wording.js';
import { Message } from './message.js';
import type { TintedColumn } from './originTints.js';
import type { Marks } from './previewState.js';

export type CopyForm = 'text' | 'json' | 'curl';

interface RequestPanelProps {
  readonly request: PreviewRequest;
  readonly origins: readonly OriginView[];
  readonly columns: readonly TintedColumn[];
  readonly marks: Marks;
  /** Only where several requests stand side by side: they have no tab that names them. */
  readonly title?: string;
  onOrigin(at: { role: string; message: number; offset: number }): void;
  onCopy(role: string, as: CopyForm): void;
}

/** One request: who is asked, how long it is, and its messages. */
export function RequestPanel(props: RequestPanelProps) {
  const { request, origins, columns, marks, title, onOrigin, onCopy } = props;
  const ofMessage = useMemo(
    () =>
      request.messages.map((_, index) =>
        marks.marks.filter(({ role, message }) => role === request.role && message === index),
      ),
    [marks, request],
  );
  return (
    <div class="request">
      {title !== undefined && (
        <div class="request-title">
          <h2 class="clip">{title}</h2>
          <span class="spacer" />
          <CopyTools role={request.role} of={`, ${title}`} onCopy={onCopy} isShort />
        </div>
      )}
      <RequestFacts request={request} />
      {request.messages.map((message, index) => (
        <Message
          key={`${request.role}-${index}`}
          id={`${request.role}-${index}`}
          message={message}
          origins={origins}
          columns={columns}
          marks={ofMessage[index] ?? []}
          reveal={marks.reveal && isFirstMark(marks, request.role, index)}
          onOrigin={(offset) => onOrigin({ role: request.role, message: index, offset })}
        />
      ))}
    </div>
  );
}

function isFirstMark({ marks: [first] }: Marks, role: string, message: number): boolean {
  return first?.role === role && first.message === message;
}

/** `gpt-oss-120b · 412 tokens · o200k_base · 0.3 % of 131,072` */
function RequestFacts({ request }: { request: PreviewRequest }) {
  const { model, messages, tokenizer, contextLength, maxTokens } = request;
  const known = messages.every(({ tokens }) => tokens !== null);
  const sum = messages.reduce((total, { tokens }) => total + (tokens ?? 0), 0);
  const isTooLong = known && contextLength !== null && sum + maxTokens > contextLength;
  const share = contextLength === null ? null : `${fixed((100 * sum) / contextLength, 1)} %`;
  return (
    <p class="request-facts muted">
      <span class="clip" title={model}>
        {model}
      </span>
      <span title={tokenizerWords(tokenizer)}>
        {known
          ? `${plural(sum, '{0} token', '{0} tokens')} (${tokenizer ?? '…'})`
          : t('counting tokens…')}
      </span>
      {known && contextLength !== null && !isTooLong && (
        <span>{t('{0} of {1}', share ?? '', formatCount(contextLength))}</span>
      )}
      {isTooLong && (
        <span class="request-warning">
          <span class="tone-warn">
            <Icon name="warning" />
          </span>{' '}
          {t(
            'Too long: {0} and {1} for the reply are more than the {2} tokens that the model takes.',
            formatCount(sum),
            formatCount(maxTokens),
            formatCount(contextLength),
          )}
        </span>
      )}
    </p>
  );
}

function tokenizerWords(tokenizer: string | null): string {
  if (tokenizer === null) return '';
  const name = tokenizer.replace('≈ ', '');
  return tokenizer.startsWith('≈')
    ? t(
        'Counted with {0}, which is not this model’s own tokenizer: its own count differs somewhat.',
        name,
      )
    : t(
        'Counted with {0}, the model’s own tokenizer; the endpoint adds some 4 tokens for each message.',
        name,
      );
}

interface CopyToolsProps {
  readonly role: string;
  /** Behind the words of the buttons, for people who hear them. */
  readonly of: string;
  readonly isShort?: boolean;
  onCopy(role: string, as: CopyForm): void;
}

const forms = () =>
  [
    ['text', 'copy', t('Text'), t('Copy the messages as text')],
    ['json', 'json', 'JSON', t('Copy the messages as JSON')],
    ['curl', 'terminal', 'curl', t('Copy the request as a curl command')],
  ] as const;

export function CopyTools({ role, of, isShort = false, onCopy }: CopyToolsProps) {
  return (
    <span class="copy-tools">
      {forms().map(([form, icon, word, what]) => (
        <button
          class="tool"
          key={form}
          title={what}
          aria-label={what + of}
          onClick={() => onCopy(role, form)}
        >
          <Icon name={icon} />
          {!isShort && <span class="tool-word">{word}</span>}
        </button>
      ))}
    </span>
  );
}
