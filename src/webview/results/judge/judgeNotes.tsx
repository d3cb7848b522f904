import { t } from '../../../l10n/t.js';
import type { JudgeNote } from '../../../shared/results/judgeProtocol.js';
import { ToneIcon } from '../../common/icon.js';
import { formatCount } from '../../common/wording.js';
import { TableScroller } from '../../common/tableScroller.js';

interface NotesProps {
  readonly label: string;
  readonly notes: readonly JudgeNote[];
  toRow(id: number): void;
}

/** Rows with what is odd about each; a click opens the row. */
export function JudgeNotes({ label, notes, toRow }: NotesProps) {
  return (
    <TableScroller label={label}>
      <table class="judge-notes">
        <caption class="hidden">{label}</caption>
        <thead class="hidden">
          <tr>
            <th scope="col">{t('Row')}</th>
            <th scope="col">{t('Verdict')}</th>
            <th scope="col">{t('Why')}</th>
          </tr>
        </thead>
        <tbody>
          {notes.map((note) => (
            <tr key={note.id}>
              <th scope="row" class="numeric">
                <button class="link" title={t('Open this row')} onClick={() => toRow(note.id)}>
                  {t('Row {0}', formatCount(note.row))}
                </button>
              </th>
              <td class="judge-verdict clip">
                <ToneIcon tone={note.tone} /> {note.verdict}
              </td>
              <td>{note.texts.join('; ')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroller>
  );
}
