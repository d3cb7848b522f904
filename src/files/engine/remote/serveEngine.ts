import type { DatasetEngine, OnProgress, OpenDataset } from '../../../core/dataset/openDataset.js';
import { knownKeys } from '../../../core/redaction/knownKeys.js';
import { createAnswers } from './answers.js';
import type { FromEngine, ToEngine } from './messages.js';

/** The port of a thread, as far as it is needed. */
export interface EnginePort {
  postMessage(message: FromEngine): void;
  on(event: 'message', listener: (message: ToEngine) => void): void;
}

/** Answers, on this thread, what `remoteEngine` asks from another. */
export function serveEngine(port: EnginePort, engine: DatasetEngine): void {
  const open = new Map<number, Promise<OpenDataset>>();
  const { answer, abort } = createAnswers(port);

  port.on('message', (message) => {
    switch (message.type) {
      case 'open': {
        const { id, dataset, path } = message;
        const opening = engine.open(path, (news) =>
          port.postMessage({ type: 'news', dataset, news }),
        );
        open.set(dataset, opening);
        opening.catch(() => open.delete(dataset));
        void answer(id, async () => (await opening).state);
        return;
      }
      case 'call': {
        const { id, dataset, name, request } = message;
        void answer(id, async (signal) => {
          const opened = await open.get(dataset);
          if (!opened) throw new Error('This dataset is not open.');
          if (name === 'close') open.delete(dataset);
          const onProgress: OnProgress = (progress) =>
            port.postMessage({ type: 'progress', id, ...progress });
          return called(opened, { name, request, onProgress, signal });
        });
        return;
      }
      case 'abort':
        abort(message.id);
        return;
      case 'key':
        knownKeys.learn(message.value, message.name);
        return;
    }
  });
}

/** The calls of the port by their names; the other thread knows the types of their requests. */
async function called(
  opened: OpenDataset,
  call: {
    readonly name: string;
    readonly request: unknown;
    readonly onProgress: OnProgress;
    readonly signal: AbortSignal;
  },
): Promise<unknown> {
  const { name, onProgress, signal } = call;
  // Both ends are ours and share the port's types: what is sent is what the method takes.
  const request = call.request as never;
  switch (name) {
    case 'page':
      return opened.page(request, signal);
    case 'row':
      return opened.row(request, signal);
    case 'rows': {
      const batch = [];
      for await (const rows of opened.rows(request, signal)) batch.push(...rows);
      return batch;
    }
    case 'place': {
      const [query, row] = request as Parameters<OpenDataset['place']>;
      return opened.place(query, row, signal);
    }
    case 'list':
      return opened.list(request, onProgress, signal);
    case 'find':
      return opened.find(request, onProgress, signal);
    case 'step':
      return opened.step(request, signal);
    case 'survey':
      return opened.survey(onProgress, signal);
    case 'write':
      return opened.write(request, onProgress, signal);
    case 'refresh':
      return opened.refresh();
    case 'close':
      return opened.close();
    default:
      throw new Error(`There is no call ${name}.`);
  }
}
