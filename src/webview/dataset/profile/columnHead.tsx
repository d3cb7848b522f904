import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { t } from '../../../l10n/t.js';
import type { ColumnProfileView } from '../../../shared/datasetViews.js';
import { Icon } from '../../common/icon.js';
import { anchorOf } from '../../common/popover.js';
import type { Anchor } from '../../common/popover.js';
import type { TableColumn } from '../table/tableColumns.js';
import { ChartView } from './chartView.js';
import { chartWords, columnChart } from './columnChart.js';
import { KIND_LOOKS, columnFigures } from './columnFigures.js';
import { ProfileCard } from './profileCard.js';
import type { CardActions } from './profileCard.js';

export const HEAD_HEIGHT = 76;
/** A pointer that rests so long wants to know more; one that left so long doesn't. */
const OPEN_MS = 350;
const CLOSE_MS = 200;

interface ColumnHeadProps {
  readonly column: TableColumn;
  /** The cursor is in it: its buttons are reached by Tab. */
  readonly isCurrent: boolean;
  readonly profile: ColumnProfileView | undefined;
  /** Rows that the profile is of. */
  readonly rows: number;
  /** It is being made. */
  readonly isPending: boolean;
  readonly actions: CardActions;
  readonly isMenuOpen: boolean;
  onSort(): void;
  onMenu(anchor: Anchor): void;
}

/** A column's head: its type and name, and what its values are like. */
export function ColumnHead(props: ColumnHeadProps) {
  const { column, isCurrent, profile } = props;
  const look = profile && KIND_LOOKS[profile.kind];
  const tab = isCurrent ? 0 : -1;
  const order = column.sort === 'none' ? '' : t(', sorted {0}', column.sort ?? '');
  return (
    <div class="head">
      <div class="head-line">
        <span class="head-kind" title={look?.word ?? ''}>
          {look && <Icon name={look.icon} />}
        </span>
        <button
          class="head-name"
          tabIndex={tab}
          title={t('{0}\nSort by this column', column.label)}
          aria-label={`${column.label}${order}`}
          onClick={props.onSort}
        >
          <bdi class="clip">{column.label}</bdi>
          {column.sort !== 'none' && (
            <Icon name={column.sort === 'ascending' ? 'arrow-up' : 'arrow-down'} />
          )}
        </button>
        <button
          class="icon-button head-menu"
          tabIndex={tab}
          aria-label={t('Menu of {0}', column.label)}
          aria-haspopup="menu"
          aria-expanded={props.isMenuOpen}
          onClick={(event) => props.onMenu(anchorOf(event.currentTarget))}
        >
          <Icon name="chevron-down" />
        </button>
      </div>
      {profile ? (
        <ProfileButton {...props} profile={profile} tab={tab} />
      ) : (
        <div class={`head-profile${props.isPending ? ' pending-profile' : ''}`} />
      )}
    </div>
  );
}

interface ProfileButtonProps extends Omit<ColumnHeadProps, 'profile'> {
  readonly profile: ColumnProfileView;
  readonly tab: number;
}

/** The small chart; pointing at it, or going to it, opens the whole profile. */
function ProfileButton({ column, profile, rows, actions, tab }: ProfileButtonProps) {
  const button = useRef<HTMLButtonElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  /** The focus comes back from the card: that is no wish to see it again. */
  const isBack = useRef(false);
  const [card, setCard] = useState<{ anchor: Anchor; isPassive: boolean } | null>(null);
  const chart = useMemo(() => columnChart(profile, rows), [profile, rows]);
  const figures = columnFigures(profile, rows);
  useEffect(() => () => clearTimeout(timer.current), []);

  const after = (ms: number, act: () => void) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(act, ms);
  };
  const open = (isPassive: boolean) => {
    clearTimeout(timer.current);
    if (button.current) setCard({ anchor: anchorOf(button.current), isPassive });
  };
  const close = () => {
    isBack.current = true;
    after(CLOSE_MS, () => (isBack.current = false));
    setCard(null);
  };
  // A card that somebody is in stays until it is closed.
  const leave = () => after(CLOSE_MS, () => setCard((now) => (now?.isPassive ? null : now)));

  return (
    <>
      <button
        class="head-profile"
        ref={button}
        tabIndex={tab}
        aria-label={t(
          'Profile of {0}: {1}; {2}. {3}',
          column.label,
          KIND_LOOKS[profile.kind].word,
          figures,
          chartWords(chart),
        )}
        aria-haspopup="dialog"
        aria-expanded={card !== null}
        onPointerEnter={() => after(OPEN_MS, () => setCard((now) => now ?? opened(button.current)))}
        onPointerLeave={leave}
        onFocus={(event) => {
          if (!isBack.current && event.currentTarget.matches(':focus-visible')) open(true);
        }}
        onBlur={leave}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || card === null) return;
          event.stopPropagation();
          close();
        }}
        onClick={() => (card && !card.isPassive ? close() : open(false))}
      >
        <ChartView chart={chart} />
        <span class="head-figures clip">{figures}</span>
      </button>
      {card && (
        <ProfileCard
          key={String(card.isPassive)}
          profile={profile}
          rows={rows}
          chart={chart}
          anchor={card.anchor}
          isPassive={card.isPassive}
          actions={actions}
          onClose={close}
          onPointerEnter={() => clearTimeout(timer.current)}
          onPointerLeave={leave}
        />
      )}
    </>
  );
}

/** By pointing, nothing opens over a menu or a form that somebody is in. */
function opened(button: HTMLElement | null): { anchor: Anchor; isPassive: boolean } | null {
  if (!button || document.activeElement?.closest('[popover]')) return null;
  return { anchor: anchorOf(button), isPassive: true };
}
