import { heatTable } from '../../../core/charts/heatTable.js';
import { t } from '../../../l10n/t.js';
import type { ChartFile } from '../../../shared/results/chartProtocol.js';
import type { JudgeMatrix, RowsLink } from '../../../shared/results/judgeProtocol.js';
import { ChartFigure } from '../../common/chart/chartFigure.js';

interface MatrixProps {
  /** Of a file that it is saved as. */
  readonly name: string;
  readonly matrix: JudgeMatrix;
  toRows(link: RowsLink): void;
  onSave(file: ChartFile): void;
}

/** Counts of two things that should agree; where they do, the cell is framed. A cell leads to its rows. */
export function JudgeMatrixView({ name, matrix, toRows, onSave }: MatrixProps) {
  const { caption, down, across, labels, cells } = matrix;
  const linkOf = (row: number, column: number) => cells[row]?.[column]?.rows ?? null;
  return (
    <div class="judge-matrix">
      <ChartFigure
        name={`judge-${name}`}
        layout={(width) =>
          heatTable(
            {
              title: caption,
              rowTitle: down,
              columnTitle: across,
              rows: labels,
              columns: labels,
              counts: cells.map((row) => row.map(({ count }) => count)),
              target: (row, column) =>
                linkOf(row, column) ? String(row * labels.length + column) : undefined,
            },
            width,
          )
        }
        targets={{
          pressed: [],
          hint: t('show these rows'),
          onTarget(target) {
            const place = Number(target);
            const link = linkOf(Math.floor(place / labels.length), place % labels.length);
            if (link) toRows(link);
          },
        }}
        onSave={onSave}
      />
    </div>
  );
}
