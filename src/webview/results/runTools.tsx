import { useLayoutEffect, useRef } from 'preact/hooks';
import { t, tIn } from '../../l10n/t.js';
import type { ResultsView } from '../../shared/protocol.js';
import { Icon } from '../common/icon.js';
import { MenuButton } from '../common/menu.js';

type Action = ResultsView['actions'][number];

interface Tool {
  readonly icon: string;
  readonly label: string;
  /** The icon says enough. */
  readonly isIcon?: true;
}

/** In the order of the bar; what leaves the editor is in a menu of its own. */
const allTools = (): Partial<Record<Action, Tool>> => ({
  pause: { icon: 'debug-pause', label: t('Pause') },
  cancel: { icon: 'debug-stop', label: t('Cancel') },
  resume: { icon: 'debug-continue', label: t('Resume') },
  compare: { icon: 'git-compare', label: t('Compare…') },
  label: { icon: 'checklist', label: t('Label rows') },
  rerun: { icon: 'debug-rerun', label: t('Run again'), isIcon: true },
  retryFailed: { icon: 'debug-restart-frame', label: t('Retry failed'), isIcon: true },
  openSpec: { icon: 'file-code', label: t('Open spec'), isIcon: true },
  openInBrowser: { icon: 'link-external', label: t('Open in browser'), isIcon: true },
});

const allExports = (): Partial<Record<Action, string>> => ({
  export: t('Report…'),
  save: t('Result Rows as JSON Lines…'),
  openText: t('Open Manifest as Text'),
});

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
  const tools = offered(allTools(), actions);
  const exports = offered(allExports(), actions);
  return (
    <span class="run-tools" role="toolbar" aria-label={tIn('noun', 'Run')} tabIndex={-1} ref={bar}>
      {tools.map(([action, { icon, label, isIcon }]) => (
        <button
          class="tool"
          key={keyOf(action)}
          onClick={() => onAct(action)}
          title={label}
          {...(isIcon && { 'aria-label': label })}
        >
          <Icon name={icon} />
          {!isIcon && <span class="tool-label">{label}</span>}
        </button>
      ))}
      {exports.length > 0 && (
        <MenuButton
          label={t('Export')}
          title={t('Export')}
          align="right"
          entries={() =>
            exports.map(([action, label]) => ({ kind: 'item', label, run: () => onAct(action) }))
          }
        >
          <Icon name="export" />
          <span class="tool-label">{t('Export')}</span>
          <Icon name="chevron-down" />
        </MenuButton>
      )}
    </span>
  );
}

function offered<T>(all: Partial<Record<Action, T>>, actions: readonly Action[]): [Action, T][] {
  // The keys of an object literal are the members of its type.
  const known = Object.entries(all) as [Action, T][];
  return known.filter(([action]) => actions.includes(action));
}

/** To pause and to resume is one button in two states: whoever pressed it may press it again. */
function keyOf(action: Action): string {
  return action === 'pause' || action === 'resume' ? 'go' : action;
}
