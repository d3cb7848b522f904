import type { DatasetState } from '../../core/dataset/openDataset.js';
import type { TableContent } from '../dataset/tableContent.js';

/** How much of the file was gone through, from 0 to 1. */
export function shareOf(content: TableContent): number {
  return Math.min(1, content.index().end.position / Math.max(1, content.stamp.size));
}

/** What is known of a content by now. */
export function stateOf(
  content: TableContent,
  { number, columns }: { readonly number: number; readonly columns: readonly string[] },
): DatasetState {
  const { form, stamp } = content;
  const { isComplete, end } = content.index();
  return {
    version: number,
    bytes: stamp.size,
    format: form.format,
    ...(form.delimiter !== undefined && { delimiter: form.delimiter }),
    encoding: form.encoding,
    columns,
    rows: content.rows(),
    blankLines: end.blankLines,
    isIndexed: isComplete,
    indexedBytes: isComplete ? stamp.size : end.position,
  };
}
