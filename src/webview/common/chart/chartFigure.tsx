import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Chart, ChartTable } from '../../../core/charts/chart.js';
import { t } from '../../../l10n/t.js';
import type { ChartFile } from '../../../shared/results/chartProtocol.js';
import { Icon } from '../icon.js';
import { MenuButton } from '../menu.js';
import './chart.css';
import { ChartMark } from './chartMarks.js';
import type { ChartTargets } from './chartMarks.js';
import { pngOf, svgOf } from './chartFile.js';

interface ChartFigureProps {
  /** Of a file that it is saved as, without its ending. */
  readonly name: string;
  /** The chart for that many pixels; called again at another width. */
  layout(width: number): Chart;
  /** Of groups that can be pressed. */
  readonly targets?: ChartTargets;
  onSave(file: ChartFile): void;
}

/**
 * A chart under its title, as wide as its place. A screen reader gets its table, which anybody can
 * have instead of the drawing; the menu saves it as a file.
 */
export function ChartFigure({ name, layout, targets, onSave }: ChartFigureProps) {
  const place = useRef<HTMLElement>(null);
  const drawing = useRef<SVGSVGElement>(null);
  const width = useWidth(place);
  const [isTable, setTable] = useState(false);
  const title = useId();
  const chart = layout(width);

  const save = async (format: ChartFile['format']) => {
    if (!drawing.current) return;
    const data =
      format === 'svg' ? svgOf(chart, drawing.current) : await pngOf(chart, drawing.current);
    onSave({ name, format, data });
  };
  return (
    <figure class="chart" ref={place} aria-labelledby={title}>
      <figcaption class="chart-head">
        <span class="muted clip" id={title} title={chart.title}>
          {chart.title}
        </span>
        <MenuButton
          class="tool chart-menu"
          label={t('Chart: {0}', chart.title)}
          title={t('Show as table, save…')}
          align="right"
          entries={() => [
            {
              kind: 'item',
              label: t('Show as Table'),
              isChecked: isTable,
              run: () => setTable(!isTable),
            },
            { kind: 'line' },
            { kind: 'item', label: t('Save as SVG…'), run: () => void save('svg') },
            { kind: 'item', label: t('Save as PNG…'), run: () => void save('png') },
          ]}
        >
          <Icon name="ellipsis" />
        </MenuButton>
      </figcaption>
      <div class={isTable ? 'hidden' : 'chart-place'}>
        {width > 0 && <Drawing chart={chart} targets={targets} drawing={drawing} />}
      </div>
      <FigureTable table={chart.table} title={chart.title} isShown={isTable} />
    </figure>
  );
}

interface DrawingProps {
  readonly chart: Chart;
  readonly targets: ChartTargets | undefined;
  readonly drawing: { current: SVGSVGElement | null };
}

/** One stop for Tab; arrows go on from one group to the next. */
function Drawing({ chart, targets, drawing }: DrawingProps) {
  const { width, height, marks } = chart;
  const focused = useRef(0);
  const groups = () => [...(drawing.current?.querySelectorAll<SVGElement>('.target') ?? [])];
  useLayoutEffect(() => {
    const all = groups();
    const at = Math.min(focused.current, all.length - 1);
    all.forEach((group, index) => group.setAttribute('tabindex', index === at ? '0' : '-1'));
  });
  const step = (event: KeyboardEvent) => {
    const all = groups();
    const at = all.findIndex((group) => group === document.activeElement);
    const to = { ArrowDown: at + 1, ArrowRight: at + 1, ArrowUp: at - 1, ArrowLeft: at - 1 };
    const next = to[event.key as keyof typeof to] as number | undefined; // other keys have none
    if (next === undefined || at < 0) return;
    event.preventDefault();
    all[next]?.focus();
  };
  const onFocus = ({ target }: Event) => {
    const at = groups().findIndex((group) => group === target);
    if (at < 0) return;
    focused.current = at;
    groups().forEach((group, index) => group.setAttribute('tabindex', index === at ? '0' : '-1'));
  };
  return (
    // An SVG that listens to the focus would take it.
    <div onKeyDown={step} onFocusIn={onFocus}>
      <svg
        class="chart-drawing"
        ref={drawing}
        {...{ width, height }}
        viewBox={`0 0 ${width} ${height}`}
        {...(targets ? { role: 'group', 'aria-label': chart.title } : { 'aria-hidden': true })}
      >
        {marks.map((mark, index) => (
          <ChartMark key={index} mark={mark} targets={targets} />
        ))}
      </svg>
    </div>
  );
}

function FigureTable({
  table,
  title,
  isShown,
}: {
  table: ChartTable;
  title: string;
  isShown: boolean;
}) {
  return (
    <div
      class={isShown ? 'chart-table' : 'hidden'}
      {...(isShown && { tabIndex: 0, role: 'region', 'aria-label': title })}
    >
      <table>
        <caption class="hidden">{title}</caption>
        <thead>
          <tr>
            {table.columns.map((column, index) => (
              <th scope="col" key={index}>
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map(([name, ...cells], row) => (
            <tr key={row}>
              <th scope="row">{name}</th>
              {cells.map((cell, index) => (
                <td key={index}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Pixels that the place has for the drawing; 0 before it stands. */
function useWidth(place: { readonly current: HTMLElement | null }): number {
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const element = place.current;
    if (!element) return;
    setWidth(element.clientWidth);
    const observer = new ResizeObserver(() => setWidth(element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return width;
}
