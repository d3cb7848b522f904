import type { ComponentChildren } from 'preact';
import { t } from '../../../l10n/t.js';
import type { ColumnProfileView, FilterView } from '../../../shared/datasetViews.js';
import { Icon } from '../../common/icon.js';
import { rich } from '../../common/rich.js';
import { Popover } from '../../common/popover.js';
import type { Anchor } from '../../common/popover.js';
import { formatCount, formatNumber } from '../../common/wording.js';
import { visibleText } from '../table/cellView.js';
import { ChartView } from './chartView.js';
import type { ColumnChart } from './columnChart.js';
import { KIND_LOOKS, distinctWords, shareWords } from './columnFigures.js';

export interface CardActions {
  /** Goes to the column's cell in a row of the file. */
  goTo(row: number, column: string): void;
  filter(filter: FilterView): void;
  /** Shows the rows that have the value of this cell. */
  filterByCell(row: number, column: string): void;
}

interface ProfileCardProps {
  readonly profile: ColumnProfileView;
  readonly rows: number;
  readonly chart: ColumnChart;
  readonly anchor: Anchor;
  readonly isPassive: boolean;
  readonly actions: CardActions;
  onClose(): void;
  onPointerEnter(): void;
  onPointerLeave(): void;
}

/** All that is known of a column. Figures of a row lead to it, frequent values filter by them. */
export function ProfileCard(props: ProfileCardProps) {
  const { profile, rows, chart, actions } = props;
  const { name, kind } = profile;
  const rowLink = (row: number) => (
    <button
      class="link"
      onClick={() => {
        props.onClose();
        actions.goTo(row, name);
      }}
    >
      {t('row {0}', formatCount(row))}
    </button>
  );
  const filter = (wanted: FilterView) => {
    props.onClose();
    actions.filter(wanted);
  };
  return (
    <Popover
      anchor={props.anchor}
      role="dialog"
      label={t('Profile of {0}', name)}
      class="card"
      isPassive={props.isPassive}
      onClose={props.onClose}
      onPointerEnter={props.onPointerEnter}
      onPointerLeave={props.onPointerLeave}
    >
      <h2 class="card-name">
        <Icon name={KIND_LOOKS[kind].icon} /> <bdi>{name}</bdi>
        <span class="muted"> {KIND_LOOKS[kind].word}</span>
      </h2>
      {chart.bars.length > 0 && <CardChart chart={chart} />}
      <dl class="card-facts">
        <Fact name={t('types')}>{profile.types || t('none')}</Fact>
        <Fact name={t('filled')}>
          {formatCount(profile.filled)} <Share part={profile.filled} of={rows} />
        </Fact>
        {profile.empty > 0 && (
          <Fact name={t('empty')}>
            <button class="link" onClick={() => filter({ kind: 'empty', column: name })}>
              {formatCount(profile.empty)}
            </button>{' '}
            <Share part={profile.empty} of={rows} />
          </Fact>
        )}
        {profile.missing > 0 && (
          <Fact name={t('missing')}>
            {formatCount(profile.missing)} <Share part={profile.missing} of={rows} />
            {profile.firstMissing !== null && (
              <>{rich(', first in {0}', rowLink(profile.firstMissing))}</>
            )}
          </Fact>
        )}
        <Fact name={t('distinct')}>{distinctWords(profile)}</Fact>
        <Numbers numbers={profile.numbers} rowLink={rowLink} />
        <Lengths lengths={profile.lengths} rowLink={rowLink} />
      </dl>
      <TopValues
        profile={profile}
        rows={rows}
        onChoose={(row) => {
          props.onClose();
          actions.filterByCell(row, name);
        }}
      />
    </Popover>
  );
}

function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Share({ part, of }: { part: number; of: number }) {
  return <span class="muted">{shareWords(part, of)}</span>;
}

function CardChart({ chart }: { chart: ColumnChart }) {
  if (!chart.ends) return <ChartView chart={chart} />;
  const [from, to] = chart.ends;
  return (
    <div class="card-chart">
      <ChartView chart={chart} />
      <div class="card-scale">
        <span>{from}</span>
        <span class="muted">{chart.of}</span>
        <span>{to}</span>
      </div>
    </div>
  );
}

interface FiguresProps {
  rowLink(row: number): ComponentChildren;
}

function Numbers(props: FiguresProps & { readonly numbers: ColumnProfileView['numbers'] }) {
  const { numbers, rowLink } = props;
  if (!numbers) return null;
  return (
    <>
      <Fact name={t('smallest')}>
        {rich('{0} in {1}', formatNumber(numbers.min), rowLink(numbers.minRow))}
      </Fact>
      <Fact name={t('largest')}>
        {rich('{0} in {1}', formatNumber(numbers.max), rowLink(numbers.maxRow))}
      </Fact>
      <Fact name={t('mean')}>
        {formatNumber(numbers.mean)} <span class="muted">± {formatNumber(numbers.std)}</span>
      </Fact>
    </>
  );
}

function Lengths(props: FiguresProps & { readonly lengths: ColumnProfileView['lengths'] }) {
  const { lengths, rowLink } = props;
  if (!lengths) return null;
  return (
    <>
      <Fact name={t('length')}>
        {t('{0} to {1} characters', formatCount(lengths.shortest), formatCount(lengths.longest))}
      </Fact>
      <Fact name="">
        <span class="muted">
          {t(
            'mean {0}, median {1}',
            formatNumber(Math.round(lengths.mean)),
            formatNumber(lengths.median),
          )}
        </span>
        {rich(', longest in {0}', rowLink(lengths.longestRow))}
      </Fact>
    </>
  );
}

interface TopValuesProps {
  readonly profile: ColumnProfileView;
  readonly rows: number;
  /** The first row that has the value: there it stands in full. */
  onChoose(row: number): void;
}

function TopValues({ profile, rows, onChoose }: TopValuesProps) {
  if (profile.top.length === 0) return null;
  return (
    <div class="card-top">
      <h3 class="card-title">{t('Most frequent')}</h3>
      <ul>
        {profile.top.map(({ text, count, isExact, kind, row }) => (
          <li key={`${kind} ${text}`}>
            <button
              class="card-value"
              title={t('Show the rows with this value')}
              onClick={() => onChoose(row)}
            >
              <bdi class="card-text clip">{visibleText(text) || t('empty')}</bdi>
              <span class="card-count">
                {isExact ? '' : '≥'}
                {formatCount(count)} <Share part={count} of={rows} />
              </span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
