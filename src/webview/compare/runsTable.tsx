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
    <section class="runs" aria-label="Runs against the baseline" tabIndex={0}>
      <TableScroller label="Runs against the baseline">
        <table>
          <caption class="hidden">Runs against the baseline</caption>
          <thead>
            <tr>
              <th scope="col">Run</th>
              <th scope="col">
                <span class="hidden">Interval, drawn</span>
              </th>
              <th scope="col" class="number">
                B − A (95 % interval)
              </th>
              <th scope="col" class="number">
                Rows
              </th>
              <th scope="col" class="number">
                p
              </th>
              <th scope="col" class="number" title="Adjusted for the number of runs (Holm 1979)">
                p, Holm
              </th>
              <th scope="col">In words</th>
              <th scope="col">
                <span class="hidden">Actions</span>
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
                baseline
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
                      Make baseline
                      <span class="hidden"> of {run?.name}</span>
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
