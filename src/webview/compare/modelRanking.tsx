import { t } from '../../l10n/t.js';
import type { RankingView } from '../../shared/compareProtocol.js';
import { Icon } from '../common/icon.js';
import { formatCount } from '../common/wording.js';
import { DeltaBar } from './deltaBar.js';
import { TableScroller } from '../common/tableScroller.js';

/** The models of several compare runs, the strongest first. */
export function ModelRanking({ ranking }: { ranking: RankingView }) {
  return (
    <section class="runs" aria-label={t('Ranking of the models')} tabIndex={0}>
      {ranking.cautions.map((caution) => (
        <p key={caution}>
          <span class="tone-warn">
            <Icon name="warning" />
          </span>{' '}
          {caution}
        </p>
      ))}
      <TableScroller label={t('Ranking of the models')}>
        <table>
          <caption>
            {t('Ranking of the models')}{' '}
            <span class="muted">
              {t('Bradley–Terry: log-odds of winning against the mean, a tie is half a win')}
            </span>
          </caption>
          <thead>
            <tr>
              <th scope="col" class="number">
                {t('Place')}
              </th>
              <th scope="col">{t('Model')}</th>
              <th scope="col">
                <span class="hidden">{t('Interval, drawn')}</span>
              </th>
              <th scope="col" class="number">
                {t('Strength (95 % interval)')}
              </th>
              <th scope="col" class="number">
                {t('Rows')}
              </th>
              <th scope="col" class="number">
                {t('Wins')}
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
