import type { OnProgress } from '../../core/dataset/openDataset.js';
import type {
  PlaceRange,
  WriteOutcome,
  WriteRequest,
} from '../../core/dataset/writing/writeRequest.js';
import { writeDataset } from '../dataset/writeDataset.js';
import { StaleIndex } from '../scan/staleIndex.js';
import { rowsOfList } from './readPlaces.js';
import type { TableVersion } from './tableVersions.js';

/** Writes rows of a content as a new file. Throws `StaleIndex` where the file changed meanwhile. */
export async function writeRows(
  version: TableVersion,
  request: WriteRequest,
  watch: { readonly onProgress: OnProgress; readonly signal: AbortSignal | undefined },
): Promise<WriteOutcome> {
  const { content, lists } = version;
  const { signal } = watch;
  await version.indexed(() => undefined, signal);
  await lists.making(request.query)?.join(() => undefined, signal);
  const list = lists.current(request.query);
  const isFileOrder = request.query.order === null;
  const header = content.form.delimiter === undefined ? undefined : content.form.columns;
  const source = {
    path: content.path,
    header,
    total: list.size,
    async *rows(places?: readonly PlaceRange[]) {
      yield* rowsOfList(list, { read: content.read, isFileOrder, places, signal });
      if (!(await content.isCurrent())) throw new StaleIndex();
    },
  };
  return writeDataset(source, request, watch);
}
