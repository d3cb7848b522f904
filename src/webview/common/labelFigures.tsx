import { t } from '../../l10n/t.js';
import type { LabelFiguresView } from '../../shared/labelFiguresView.js';
import { formatCount } from './wording.js';
import { TableScroller } from './tableScroller.js';

/** What people's labels say of the judge: the answer, its interval, who agrees how far. */
export function LabelFigures({ figures }: { figures: LabelFiguresView }) {
  const { headline, bars, raters, confusion, notes, demo } = figures;
  if (figures.rows === 0) return <p>{t('No row has been labelled yet.')}</p>;
  return (
    <div class="label-figures">
      <p class="label-headline">{headline}</p>
      {demo && <p class="muted">{t('demo: the verdicts of the judge are scripted.')}</p>}
      <Bars bars={bars} scale={figures.scale} />
      <TableScroller label={t('The judge against people')}>
        <table>
          <caption>{t('The judge against people')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('Who')}</th>
              <th scope="col">{t('Agrees on')}</th>
              <th scope="col">{t('Beyond chance')}</th>
            </tr>
          </thead>
          <tbody>
            {raters.map(({ who, agreement, kappa }) => (
              <tr key={who}>
                <th scope="row">{who}</th>
                <td>{agreement}</td>
                <td>{kappa}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroller>
      {confusion && <ConfusionTable confusion={confusion} />}
      <ul class="label-notes">
        {notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
    </div>
  );
}

function Bars({ bars, scale }: Pick<LabelFiguresView, 'bars' | 'scale'>) {
  if (bars.length === 0) return null;
  const at = (value: number) =>
    `${(100 * (Math.min(scale.max, Math.max(scale.min, value)) - scale.min)) / (scale.max - scale.min)}%`;
  return (
    <dl class="label-bars">
      {bars.map(({ label, text, value, low, high }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>
            <span class="bar-track" aria-hidden="true">
              <span
                class="bar-range"
                style={{ insetInlineStart: at(low), width: `calc(${at(high)} - ${at(low)})` }}
              />
              <span class="bar-value" style={{ insetInlineStart: at(value) }} />
            </span>
            <span class="bar-text">{text}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Agreement stands on the diagonal, marked by weight; the words of the caption say which is which. */
function ConfusionTable({
  confusion: { who, labels, counts },
}: {
  confusion: NonNullable<LabelFiguresView['confusion']>;
}) {
  return (
    <TableScroller label={t('Judge and people, by label')}>
      <table class="confusion">
        <caption>{t('Rows by what {0} said (down) and the judge said (across)', who)}</caption>
        <thead>
          <tr>
            <td />
            {labels.map((label) => (
              <th scope="col" class="number" key={label}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {labels.map((label, row) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              {labels.map((other, column) => {
                const count = counts[row]?.[column] ?? 0;
                return (
                  <td class={`number${row === column ? ' same' : ''}`} key={other}>
                    {count === 0 ? <span class="muted">0</span> : formatCount(count)}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroller>
  );
}
