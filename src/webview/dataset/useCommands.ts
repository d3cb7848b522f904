import { useMemo, useRef } from 'preact/hooks';
import { plural, t } from '../../l10n/t.js';
import type { DatasetCommands } from './datasetCommands.js';
import type { FormRequest } from './query/filterBar.js';
import { withFilter } from './query/rowQuery.js';
import { cellValue } from './table/cellValue.js';
import { cellOf } from './table/rowPages.js';
import { fittingWidth } from './table/columnGuess.js';
import { textWidth } from './table/textWidth.js';
import type { TableColumn } from './table/tableColumns.js';
import type { Cursor } from './table/useCursor.js';
import type { ShownList } from './table/useShownList.js';
import type { DatasetHost } from './useDataset.js';
import type { KeptState } from './useKept.js';
import { reasonOf } from '../common/reasonOf.js';

interface CommandsOptions {
  readonly host: DatasetHost;
  readonly keeping: KeptState;
  readonly list: ShownList;
  readonly columns: readonly TableColumn[];
  readonly cursor: Cursor;
  /** First and last row on the screen, from 0. */
  readonly seen: { readonly current: readonly [number, number] };
  onForm(request: FormRequest): void;
  /** The list has no such row. */
  onMissing(row: number): void;
  /** Says for a moment what was done, or why it wasn't. */
  onSay(words: string): void;
}

/** The commands of the view; the same object for its life. */
export function useCommands(options: CommandsOptions): DatasetCommands {
  const latest = useRef(options);
  latest.current = options;
  return useMemo(() => commandsOf(() => latest.current), []);
}

function commandsOf(now: () => CommandsOptions): DatasetCommands {
  const say = (error: unknown) => now().onSay(reasonOf(error));
  const query = () => now().keeping.kept.query;
  const choice = () => {
    const { cursor, columns, list } = now();
    return {
      query: list.query,
      places: cursor.selected.length === 0 ? null : [...cursor.selected],
      columns: columns.map((column) => column.id),
    };
  };
  const commands: DatasetCommands = {
    setQuery: (next) => now().keeping.keep({ query: next }),
    addFilter: (filter) => commands.setQuery(withFilter(query(), filter)),
    writeFilter: (anchor, draft) => now().onForm({ anchor, draft, index: null }),
    sort: (order) => commands.setQuery({ ...query(), order }),
    goTo(row, column) {
      now()
        .cursor.goTo(row, column)
        .then((isThere) => {
          if (!isThere) now().onMissing(row);
        }, say);
    },
    filterByCell(row, column, not) {
      now()
        .host.call('row', { row })
        .then(({ fields }) => {
          const field = fields.find((one) => one.column === column);
          const text = field ? cellValue(field) : null;
          if (!field || text === null) {
            now().onSay(t('The value is too long to filter by it; filter by a part of its text.'));
          } else if (text === '')
            commands.addFilter({ kind: 'empty', column, ...(not && { not }) });
          else commands.addFilter({ kind: 'equals', column, text, ...(not && { not }) });
        }, say);
    },
    hide: (names) =>
      now().keeping.keep(({ hidden }) => ({ hidden: [...new Set([...hidden, ...names])] })),
    show(names) {
      const shown = new Set(names);
      now().keeping.keep(({ hidden }) => ({ hidden: hidden.filter((name) => !shown.has(name)) }));
    },
    fit(name) {
      const { columns, list, seen, keeping } = now();
      const column = columns.find((one) => one.id === name);
      if (!column) return;
      const texts: string[] = [];
      for (let at = seen.current[0]; at <= seen.current[1]; at++) {
        const row = list.rowAt(at);
        if (row && !row.isBroken) texts.push(cellOf(row, column.index)?.text ?? '');
      }
      const width = fittingWidth(name, texts, textWidth());
      keeping.keep(({ widths }) => ({ widths: { ...widths, [name]: width } }));
    },
    insert: (column) => void now().host.call('insertColumn', { column }).catch(say),
    act: (action, column) =>
      void now()
        .host.call('act', { action, column, ...choice() })
        .catch(say),
    copyRows(format) {
      now()
        .host.call('copyRows', { format, ...choice() })
        .then(({ rows }) => now().onSay(plural(rows, 'Copied {0} row', 'Copied {0} rows')), say);
    },
    copyCell(row, column) {
      now()
        .host.call('copyCell', { row, column })
        .then(() => now().onSay(t('Copied {0} of row {1}', column, row)), say);
    },
    copyText(text) {
      now()
        .host.call('copyText', { text })
        .then(() => now().onSay(t('Copied {0}', text)), say);
    },
    openText: (line) => void now().host.call('openText', { line }).catch(say),
    openSpec: (uri) => void now().host.call('openSpec', { uri }).catch(say),
    openLink: (url) => void now().host.call('openLink', { url }).catch(say),
    openCell: (row, column) => void now().host.call('openCell', { row, column }).catch(say),
    previewRow: (row) => void now().host.call('previewRow', { row }).catch(say),
  };
  return commands;
}
