import { t } from '../../l10n/t.js';
import type { Arrangement, CompareView } from '../../shared/compareProtocol.js';
import { formatCount } from '../common/wording.js';
import { DeltaBar } from './deltaBar.js';
import { TableScroller } from '../common/tableScroller.js';

interface RunsTableProps {
  readonly view: CompareView;
  onArrange(change: Partial<Arrangement>): void;
}

/** More than two runs: each against the baseline, with the p values that several tests ask for. */
export function RunsTable({ view, onArrange }: RunsTableProps) {
  const { runs, entries, entryScale, arrangement } = view;
  const [baseline] = runs;
  const makeBaseline = (place: number) => {
    const uri = arrangement.runs[place];
    if (uri === undefined) return;
    const others = arrangement.runs.filter((_, index) => index !== place);
    // Columns were mapped from the old baseline.
    onArrange({ runs: [uri, ...others], focus: 1, mapped: [] });
  };
  return (
    <section class="runs" aria-label={t('Runs against the baseline')} tabIndex={0}>
      <TableScroller label={t('Runs against the baseline')}>
        <table>
          <caption class="hidden">{t('Runs against the baseline')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('Run')}</th>
              <th scope="col">
                <span class="hidden">{t('Interval, drawn')}</span>
              </th>
              <th scope="col" class="number">
                {t('B − A (95 % interval)')}
              </th>
              <th scope="col" class="number">
                {t('Rows')}
              </th>
              <th scope="col" class="number">
                p
              </th>
              <th
                scope="col"
                class="number"
                title={t('Adjusted for the number of runs (Holm 1979)')}
              >
                {t('p, Holm')}
              </th>
              <th scope="col">{t('In words')}</th>
              <th scope="col">
                <span class="hidden">{t('Actions')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            <tr>
              <th scope="row" class="clip">
                <span class="letter letter-a">A</span> {baseline?.name}{' '}
                <span class="muted">{baseline?.id}</span>
              </th>
              <td colSpan={7} class="muted">
                {t('baseline')}
              </td>
            </tr>
            {entries.map((entry) => {
              const run = runs[entry.run];
              const isShown = entry.run === arrangement.focus;
              return (
                <tr key={run?.uri ?? entry.run} class={isShown ? 'shown' : ''}>
                  <th scope="row" class="clip">
                    {isShown && <span class="letter letter-b">B</span>}{' '}
                    <button
                      class="link"
                      aria-pressed={isShown}
                      onClick={() => onArrange({ focus: entry.run })}
                    >
                      {run?.name}
                    </button>{' '}
                    <span class="muted">{run?.id}</span>
                  </th>
                  <td class="plot">
                    {entry.delta && <DeltaBar estimate={entry.delta.estimate} scale={entryScale} />}
                  </td>
                  <td class="number">{entry.delta?.text ?? '–'}</td>
                  <td class="number">{formatCount(entry.judged)}</td>
                  <td class="number">{bare(entry.p)}</td>
                  <td class="number">{bare(entry.adjustedP)}</td>
                  <td>{entry.words}</td>
                  <td>
                    <button class="link" onClick={() => makeBaseline(entry.run)}>
                      {t('Make baseline')}
                      <span class="hidden"> {t('of {0}', run?.name ?? '')}</span>
                    </button>
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </TableScroller>
    </section>
  );
}

/** The head of the column says `p`. */
function bare(p: string | null): string {
  return p === null ? '–' : p.replace(/^p( = )?/, '').trim();
}
