import type { ComponentChildren } from 'preact';
import { t } from '../../../l10n/t.js';
import type { JudgeFigure, JudgePanel, RowsLink } from '../../../shared/results/judgeProtocol.js';
import type { ChartFile } from '../../../shared/results/chartProtocol.js';
import { formatCount } from '../../common/wording.js';
import { JudgeMatrixView } from './judgeMatrix.js';
import { JudgeNotes } from './judgeNotes.js';
import { TableScroller } from '../../common/tableScroller.js';

interface PanelProps {
  readonly panel: JudgePanel;
  /** Controls, between what is said and the figures. */
  readonly children?: ComponentChildren;
  toRows(link: RowsLink): void;
  toRow(id: number): void;
  onSave(file: ChartFile): void;
}

/** One side of the judge: what the figures say, the figures, and a table where there is one. */
export function JudgePanelView({ panel, children, toRows, toRow, onSave }: PanelProps) {
  const title = `judge-${panel.id}`;
  return (
    <section class="judge-panel" aria-labelledby={title}>
      <h2 class="judge-title" id={title}>
        {panel.title}
      </h2>
      {panel.sentences.map((sentence, index) => (
        <p class={index === 0 ? 'judge-sentence' : 'judge-sentence muted'} key={sentence}>
          {sentence}
        </p>
      ))}
      {children}
      {(panel.figures.length > 0 || panel.matrix) && (
        <div class="judge-evidence">
          {panel.figures.length > 0 && (
            <div>
              <Figures title={panel.title} figures={panel.figures} toRows={toRows} />
              {panel.labels.length > 0 && <Labels labels={panel.labels} />}
            </div>
          )}
          {panel.matrix && (
            <JudgeMatrixView
              name={panel.id}
              matrix={panel.matrix}
              toRows={toRows}
              onSave={onSave}
            />
          )}
        </div>
      )}
      {panel.notes.length > 0 && (
        <JudgeNotes label={t('{0}: rows to read', panel.title)} notes={panel.notes} toRow={toRow} />
      )}
    </section>
  );
}

function Figures({
  title,
  figures,
  toRows,
}: {
  title: string;
  figures: readonly JudgeFigure[];
  toRows(link: RowsLink): void;
}) {
  return (
    <TableScroller label={t('{0}: figures', title)}>
      <table class="judge-figures">
        <caption class="hidden">{t('{0}: figures', title)}</caption>
        <thead class="hidden">
          <tr>
            <th scope="col">{t('Figure')}</th>
            <th scope="col">{t('Value')}</th>
            <th scope="col">{t('95 % interval')}</th>
            <th scope="col">{t('Picture')}</th>
            <th scope="col">{t('Over')}</th>
            <th scope="col">{t('Rows')}</th>
          </tr>
        </thead>
        <tbody>
          {figures.map((figure) => (
            <tr key={figure.label} title={figure.title}>
              <th scope="row">{figure.label}</th>
              <td class="numeric judge-value">{figure.value}</td>
              {figure.quote === null ? (
                <>
                  <td class="muted">{figure.range === null ? '' : `(${figure.range})`}</td>
                  <td class="judge-bar" aria-hidden="true">
                    {figure.bar && <Bar bar={figure.bar} />}
                  </td>
                </>
              ) : (
                <td class="muted clip judge-quote" colSpan={2}>
                  “{figure.quote}”
                </td>
              )}
              <td class="muted">{figure.n}</td>
              <td>{figure.rows && <RowsButton link={figure.rows} toRows={toRows} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroller>
  );
}

/** The value and its interval on their scale; the dashed line is where it would say nothing. */
function Bar({ bar }: { bar: NonNullable<JudgeFigure['bar']> }) {
  const at = (value: number) =>
    `${Math.min(100, Math.max(0, (100 * (value - bar.min)) / (bar.max - bar.min)))}%`;
  return (
    <svg class="interval-bar" width="120" height="16">
      <line class="interval-axis" x1="0" x2="100%" y1="8" y2="8" />
      {bar.mark !== null && (
        <line class="interval-mark" x1={at(bar.mark)} x2={at(bar.mark)} y1="1" y2="15" />
      )}
      <line class="interval-range" x1={at(bar.low)} x2={at(bar.high)} y1="8" y2="8" />
      <circle class="interval-value" cx={at(bar.value)} cy="8" r="4" />
    </svg>
  );
}

function RowsButton({ link, toRows }: { link: RowsLink; toRows(link: RowsLink): void }) {
  return (
    <button class="link" title={t('Show these rows')} onClick={() => toRows(link)}>
      {link.text}
    </button>
  );
}

function Labels({ labels }: { labels: JudgePanel['labels'] }) {
  return (
    <TableScroller label={t('Precision and recall by label')}>
      <table class="judge-labels">
        <caption class="hidden">{t('Precision and recall by label')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('verdict')}</th>
            <th
              scope="col"
              title={t('Of the rows that the judge gave it, those where it is the truth')}
            >
              {t('precision')}
            </th>
            <th
              scope="col"
              title={t('Of the rows where it is the truth, those that the judge gave it')}
            >
              {t('recall')}
            </th>
            <th scope="col" title={t('Harmonic mean of precision and recall')}>
              F1
            </th>
            <th scope="col" title={t('Rows where it is the truth')}>
              {t('rows')}
            </th>
          </tr>
        </thead>
        <tbody>
          {labels.map(({ label, precision, recall, f1, support }) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              <td class="numeric">{precision}</td>
              <td class="numeric">{recall}</td>
              <td class="numeric">{f1}</td>
              <td class="numeric muted">{formatCount(support)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroller>
  );
}
