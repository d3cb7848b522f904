import { useLayoutEffect, useRef } from 'preact/hooks';
import type { ResultsView } from '../../shared/protocol.js';
import { Icon } from '../common/icon.js';

type Action = ResultsView['actions'][number];

const ACTIONS: Record<Action, { readonly icon: string; readonly label: string }> = {
  pause: { icon: 'debug-pause', label: 'Pause' },
  cancel: { icon: 'debug-stop', label: 'Cancel' },
  resume: { icon: 'debug-continue', label: 'Resume' },
  rerun: { icon: 'debug-rerun', label: 'Run again' },
  retryFailed: { icon: 'debug-restart-frame', label: 'Retry failed' },
  openSpec: { icon: 'file-code', label: 'Open spec' },
  openInBrowser: { icon: 'link-external', label: 'Open in browser' },
  openText: { icon: 'go-to-file', label: 'Open as text' },
  save: { icon: 'export', label: 'Export…' },
};

interface RunToolsProps {
  readonly actions: readonly Action[];
  onAct(action: Action): void;
}

/** What can be done with the run. A button that goes while it has the focus leaves it in the bar. */
export function RunTools({ actions, onAct }: RunToolsProps) {
  const bar = useRef<HTMLSpanElement>(null);
  const hadFocus = useRef(false);
  const before = bar.current;
  if (before) hadFocus.current = before.contains(document.activeElement);
  useLayoutEffect(() => {
    if (hadFocus.current && !bar.current?.contains(document.activeElement)) bar.current?.focus();
  });
  return (
    <span class="run-tools" role="toolbar" aria-label="Run" tabIndex={-1} ref={bar}>
      {actions.map((action) => (
        <button
          class="tool"
          key={keyOf(action)}
          onClick={() => onAct(action)}
          title={ACTIONS[action].label}
        >
          <Icon name={ACTIONS[action].icon} />
          <span class="tool-label">{ACTIONS[action].label}</span>
        </button>
      ))}
    </span>
  );
}

/** To pause and to resume is one button in two states: whoever pressed it may press it again. */
function keyOf(action: Action): string {
  return action === 'pause' || action === 'resume' ? 'go' : action;
}
