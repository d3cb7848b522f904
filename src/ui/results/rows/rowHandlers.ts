import type { ResolvedSpec } from '../../../core/spec/evalSpec.js';
import type { RowQuery, resultsProtocol } from '../../../shared/protocol.js';
import type { Handlers } from '../../../shared/rpc.js';
import { judgedRow } from '../judgedRow.js';
import { resultQuery } from '../runRows.js';
import type { RunRows } from '../runRows.js';
import { rowView } from './rowColumns.js';

type RowHandlers = Pick<Handlers<typeof resultsProtocol>, 'rows' | 'position' | 'condition'>;

/** Answers the Rows page. `signal` is aborted when the editor is closed. */
export function rowHandlers(
  loaded: () => Promise<{ readonly rows: RunRows; readonly spec: ResolvedSpec }>,
  signal: AbortSignal,
): RowHandlers {
  const latest = latestQuery(signal);
  return {
    async rows({ from, to, columns: wanted, ...query }) {
      const wants = latest(query);
      const { rows, spec } = await loaded();
      const { open, columns } = rows;
      const page = await open.page(resultQuery(query, columns), { from, to }, wants);
      const shown = wanted
        ? wanted.flatMap((id) => columns.find((column) => column.id === id) ?? [])
        : columns.filter(({ isExtra }) => isExtra !== true);
      return {
        version: page.version,
        matched: page.matched,
        rows: page.rows.map(({ stored, line }) => rowView(judgedRow(stored, line, spec), shown)),
      };
    },
    async position({ id, ...query }) {
      const wants = latest(query);
      const { rows } = await loaded();
      const position = await rows.open.position(resultQuery(query, rows.columns), id, wants);
      return { position: position ?? null };
    },
    async condition({ text }) {
      const { rows } = await loaded();
      return { problem: (await rows.open.problem(text)) ?? null };
    },
  };
}

/** A signal for work on a query, aborted when another query is asked: nobody waits for that list. */
function latestQuery(signal: AbortSignal): (query: RowQuery) => AbortSignal {
  let current = { key: '', abort: new AbortController() };
  // One listener for as long as the editor lives, however many pages it asks for.
  signal.addEventListener('abort', () => current.abort.abort(signal.reason), { once: true });
  return (query) => {
    const key = JSON.stringify([query.filters, query.where ?? [], query.search]);
    if (key !== current.key) {
      current.abort.abort();
      current = { key, abort: new AbortController() };
    }
    return current.abort.signal;
  };
}
