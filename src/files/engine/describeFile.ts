import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import type { DatasetInfo } from '../../core/dataset/dataset.js';
import type { KnownContents } from '../dataset/knownContents.js';
import { openContent } from '../dataset/tableContent.js';
import type { TableContent } from '../dataset/tableContent.js';
import { StaleIndex } from '../scan/staleIndex.js';
import { inlineScanners } from './inlineScanners.js';
import { findingsOf, lookOver } from './surveyTable.js';

const TRIES = 3;
const BLOCK_BYTES = 1024 * 1024;

/**
 * What is known of a dataset file once all of it was read, on this thread. Throws `UserError`,
 * `StaleIndex` where the file changes again and again, and what the file system throws.
 */
export async function describeFile(
  path: string,
  known: KnownContents,
  signal = new AbortController().signal,
): Promise<DatasetInfo> {
  for (let tries = 1; ; tries += 1) {
    signal.throwIfAborted();
    const content = await openContent(path, known.get(path));
    try {
      const info = await describeContent(content, signal);
      if (await content.isCurrent()) {
        known.keep(content);
        return info;
      }
      if (tries === TRIES) throw new StaleIndex();
    } catch (error) {
      if (!(error instanceof StaleIndex) || tries === TRIES) throw error;
    } finally {
      await content.file.close();
    }
  }
}

async function describeContent(content: TableContent, signal: AbortSignal): Promise<DatasetInfo> {
  const { path, form, stamp } = content;
  while (!content.index().isComplete) {
    signal.throwIfAborted();
    await content.indexOn();
  }
  const onProgress = () => undefined;
  const part = await lookOver(content, inlineScanners(), {
    detail: 'shape',
    onProgress,
    signal,
  });
  return {
    path,
    format: form.format,
    ...(form.delimiter !== undefined && { delimiter: form.delimiter }),
    bytes: stamp.size,
    sha256: await digestOf(content.file, stamp.size, signal),
    ...findingsOf(part, content),
  };
}

/** SHA-256 of the first bytes of a file, hex. */
async function digestOf(file: FileHandle, bytes: number, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  const block = Buffer.allocUnsafe(Math.min(bytes, BLOCK_BYTES));
  for (let at = 0; at < bytes;) {
    signal.throwIfAborted();
    const { bytesRead } = await file.read(block, 0, Math.min(block.length, bytes - at), at);
    if (bytesRead === 0) throw new StaleIndex();
    hash.update(block.subarray(0, bytesRead));
    at += bytesRead;
  }
  return hash.digest('hex');
}
