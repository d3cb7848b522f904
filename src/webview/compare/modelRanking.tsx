import type { RankingView } from '../../shared/compareProtocol.js';
import { Icon } from '../common/icon.js';
import { formatCount } from '../common/wording.js';
import { DeltaBar } from './deltaBar.js';
import { TableScroller } from '../common/tableScroller.js';

/** The models of several compare runs, the strongest first. */
export function ModelRanking({ ranking }: { ranking: RankingView }) {
  return (
    <section class="runs" aria-label="Ranking of the models" tabIndex={0}>
      {ranking.cautions.map((caution) => (
        <p key={caution}>
          <span class="tone-warn">
            <Icon name="warning" />
          </span>{' '}
          {caution}
        </p>
      ))}
      <TableScroller label="Ranking of the models">
        <table>
          <caption>
            Ranking of the models{' '}
            <span class="muted">
              Bradley–Terry: log-odds of winning against the mean, a tie is half a win
            </span>
          </caption>
          <thead>
            <tr>
              <th scope="col" class="number">
                Place
              </th>
              <th scope="col">Model</th>
              <th scope="col">
                <span class="hidden">Interval, drawn</span>
              </th>
              <th scope="col" class="number">
                Strength (95 % interval)
              </th>
              <th scope="col" class="number">
                Rows
              </th>
              <th scope="col" class="number">
                Wins
              </th>
            </tr>
          </thead>
          <tbody>
            {ranking.models.map(({ place, name, strength, games, wins }) => (
              <tr key={name}>
                <td class="number">{place ?? '–'}</td>
                <th scope="row" class="clip">
                  {name}
                </th>
                <td class="plot">
                  <DeltaBar estimate={strength.estimate} scale={ranking.scale} />
                </td>
                <td class="number">{strength.text}</td>
                <td class="number">{formatCount(games)}</td>
                <td class="number">{wins}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroller>
    </section>
  );
}
