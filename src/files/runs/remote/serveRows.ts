import type { OpenRows } from '../../../core/rows/openRows.js';
import type { ResolvedSpec } from '../../../core/spec/evalSpec.js';
import { createAnswers } from '../../engine/remote/answers.js';
import type { EnginePort } from '../../engine/remote/serveEngine.js';
import { openRunRows } from '../openRunRows.js';

/** What `open` is called with. */
export interface OpenRequest {
  readonly folder: string;
  readonly spec: ResolvedSpec;
}

/** Answers, on this thread, what `rowsThread` asks from another. */
export function serveRows(port: EnginePort): void {
  const open = new Map<number, OpenRows>();
  const { answer, abort } = createAnswers(port);

  port.on('message', (message) => {
    if (message.type === 'abort') abort(message.id);
    if (message.type !== 'call') return;
    const { id, dataset: key, name, request } = message;
    void answer(id, async (signal) => {
      if (name === 'open') {
        // Both ends are ours: it is what the other one was given.
        const { folder, spec } = request as OpenRequest;
        open.set(key, openRunRows(folder, spec));
        return undefined;
      }
      const rows = open.get(key);
      if (!rows) throw new Error('This run is not open.');
      if (name === 'close') open.delete(key);
      return called(rows, { name, request, signal });
    });
  });
}

/** The calls of the port by their names, each with its arguments but for the signal. */
function called(
  rows: OpenRows,
  call: { readonly name: string; readonly request: unknown; readonly signal: AbortSignal },
): Promise<unknown> {
  const { name, signal } = call;
  // Both ends are ours and share the port's types: what is sent is what the method takes.
  const request = call.request as never;
  switch (name) {
    case 'refresh':
      return rows.refresh(signal);
    case 'page': {
      const [query, range] = request as Parameters<OpenRows['page']>;
      return rows.page(query, range, signal);
    }
    case 'names':
      return rows.names(request, signal);
    case 'position': {
      const [query, id] = request as Parameters<OpenRows['position']>;
      return rows.position(query, id, signal);
    }
    case 'row':
      return rows.row(request, signal);
    case 'problem':
      return rows.problem(request);
    case 'close':
      return rows.close();
    default:
      throw new Error(`There is no call ${name}.`);
  }
}
