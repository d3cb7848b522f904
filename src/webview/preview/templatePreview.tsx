import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { PreviewFrame, RequestView, previewProtocol } from '../../shared/protocol.js';
import type { Host } from '../common/host.js';
import { Icon } from '../common/icon.js';
import { KeysHelp, isTyping } from '../common/keysHelp.js';
import { Messages, requestLine } from '../common/messages.js';
import { reasonOf } from '../common/reasonOf.js';
import { Notice } from '../common/notice.js';
import { ProblemBanner, ProblemPage } from './problem.js';
import { RowStepper } from './rowStepper.js';

export type PreviewHost = Host<typeof previewProtocol>;
export type Good = Extract<PreviewFrame, { kind: 'messages' }>;
export type Problem = Extract<PreviewFrame, { kind: 'problem' }>;

const KEYS = [
  ['→ j', 'Next row'],
  ['← k', 'Previous row'],
  ['Home End', 'First or last row'],
  ['1 2 3', 'First, second, third request'],
] as const;

export function TemplatePreview({ host }: { host: PreviewHost }) {
  const [row, setRow] = useState(() => host.remembered({ row: 1 }).row);
  const [role, setRole] = useState(() => host.remembered({ role: '' }).role);
  const [good, setGood] = useState<Good | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const newest = useRef(0);

  const show = useCallback(() => {
    const turn = ++newest.current;
    host.call('show', { row }).then(
      (frame) => {
        if (turn !== newest.current) return;
        setFailure(null);
        if (frame.kind === 'problem') {
          setProblem(frame);
          return;
        }
        setProblem(null);
        setGood(frame);
        setRow(frame.row);
      },
      (error: unknown) => {
        if (turn === newest.current) setFailure(reasonOf(error));
      },
    );
  }, [host, row]);
  useEffect(show, [show]);
  useEffect(() => host.on('changed', show), [host, show]);
  const uri = problem?.uri ?? good?.uri ?? '';
  // The extension reads `uri` when it brings the panel back after a reload.
  useEffect(() => {
    if (uri !== '') host.keep({ row, role, uri });
  }, [row, role, uri]);

  const rows = problem?.rows ?? good?.rows ?? null;
  useEffect(() => {
    const go = (to: number) => setRow(Math.max(1, rows === null ? to : Math.min(rows, to)));
    const onKey = (event: KeyboardEvent) => {
      if (isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
      if ((event.target as Element).closest('[role=tablist]')) return;
      if (event.key === 'ArrowRight' || event.key === 'j') go(row + 1);
      else if (event.key === 'ArrowLeft' || event.key === 'k') go(row - 1);
      else if (event.key === 'Home') go(1);
      else if (event.key === 'End' && rows !== null) go(rows);
      else {
        const chosen = good?.requests[Number(event.key) - 1];
        if (chosen) setRole(chosen.role);
        return;
      }
      event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [row, rows, good]);

  const request = good?.requests.find((one) => one.role === role) ?? good?.requests[0] ?? null;
  return (
    <main class="view">
      <header class="strip">
        <h1 class="strip-name clip">{problem?.spec ?? good?.spec ?? ' '}</h1>
        <span class="muted clip">{problem?.dataset ?? good?.dataset ?? ''}</span>
      </header>
      {failure !== null && (
        <div class="banner" role="alert">
          <span class="tone-error">
            <Icon name="error" />
          </span>
          {failure}
          <button class="link" onClick={show}>
            Retry
          </button>
        </div>
      )}
      {good && request ? (
        <>
          <div class="request-line">
            <RequestTabs requests={good.requests} chosen={request} onChoose={setRole} />
            <span class="muted clip" title={requestLine(request)}>
              {requestLine(request)}
            </span>
          </div>
          <div
            class={`fill preview-body${problem ? ' stale' : ''}`}
            id="request-panel"
            role="tabpanel"
            aria-labelledby={`request-${request.role}`}
            tabIndex={0}
          >
            {good.notes.map((note) => (
              <p class="muted note" key={note}>
                <Icon name="info" /> {note}
              </p>
            ))}
            <Messages request={request} />
          </div>
          {problem && <ProblemBanner problem={problem} host={host} />}
          <footer class="preview-foot">
            <RowStepper row={row} rows={rows} onRow={setRow} />
            <span class="spacer" />
            <CopyButtons request={request} host={host} />
          </footer>
        </>
      ) : problem ? (
        <>
          <ProblemPage problem={problem} host={host} onRetry={show} />
          {problem.rows !== null && problem.rows > 1 && (
            <footer class="preview-foot">
              <RowStepper row={row} rows={rows} onRow={setRow} />
            </footer>
          )}
        </>
      ) : (
        failure === null && <Notice icon="loading" title="Rendering…" />
      )}
      <KeysHelp keys={KEYS} />
    </main>
  );
}

interface TabsProps {
  readonly requests: readonly RequestView[];
  readonly chosen: RequestView;
  onChoose(role: string): void;
}

function RequestTabs({ requests, chosen, onChoose }: TabsProps) {
  const step = (event: KeyboardEvent) => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const at = requests.indexOf(chosen);
    const next =
      by === undefined ? undefined : requests[(at + by + requests.length) % requests.length];
    if (!next) return;
    event.preventDefault();
    onChoose(next.role);
    document.getElementById(`request-${next.role}`)?.focus();
  };
  return (
    <div class="tabs" role="tablist" aria-label="Requests for this row" onKeyDown={step}>
      {requests.map((request) => (
        <button
          class="tab"
          role="tab"
          key={request.role}
          id={`request-${request.role}`}
          aria-selected={request === chosen}
          aria-controls="request-panel"
          tabIndex={request === chosen ? 0 : -1}
          onClick={() => onChoose(request.role)}
        >
          {request.title}
        </button>
      ))}
    </div>
  );
}

function CopyButtons({ request, host }: { request: RequestView; host: PreviewHost }) {
  const asText = () =>
    request.messages.map((message) => `${message.role}:\n${message.content}`).join('\n\n');
  const asJson = () => JSON.stringify(request.messages, null, 2);
  return (
    <>
      <button class="tool" onClick={() => void host.call('copy', { text: asText() })}>
        <Icon name="copy" />
        Copy text
      </button>
      <button class="tool" onClick={() => void host.call('copy', { text: asJson() })}>
        <Icon name="json" />
        Copy JSON
      </button>
    </>
  );
}
