import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { LabelRecord } from '../../core/labels/labelRecord.js';
import type { LabelStore, StoredLabels } from '../../core/labels/labelStore.js';
import { knownKeys } from '../../core/redaction/knownKeys.js';
import type { RunRef } from '../../core/runs/runStore.js';
import { t } from '../../l10n/t.js';
import { openToRead } from '../openToRead.js';
import { errorCode, storageError } from '../storageError.js';
import { parseLabels } from './parseLabels.js';

const LABELS = 'labels.jsonl';
const NEWLINE = 0x0a;

/**
 * Labels as a file of the run's folder. Each record is one write at the end of the file, so that two
 * windows can't tear each other's lines. What a crash tore is never cut, as another window may be
 * about to end it: the next record starts on a line of its own.
 */
export function createLabelFiles(): LabelStore {
  return {
    async read({ folder }: RunRef): Promise<StoredLabels> {
      const path = join(folder, LABELS);
      try {
        const file = await openToRead(path);
        try {
          return await parseLabels(file);
        } finally {
          await file.close();
        }
      } catch (error) {
        if (errorCode(error) === 'ENOENT') return { records: [], faults: [] };
        throw storageError(error, { doing: t('read the labels in'), path });
      }
    },
    async append({ folder }: RunRef, record: LabelRecord): Promise<void> {
      const path = join(folder, LABELS);
      try {
        // Reads too: whether the last line is whole.
        const file = await open(path, 'a+');
        try {
          const start = (await endsWithLine(file)) ? '' : '\n';
          await writeWhole(file, `${start}${JSON.stringify(record)}\n`);
          await file.datasync();
        } finally {
          await file.close();
        }
      } catch (error) {
        throw storageError(error, { doing: t('write the label in'), path });
      }
    },
  };
}

async function endsWithLine(file: FileHandle): Promise<boolean> {
  const { size } = await file.stat();
  if (size === 0) return true;
  const last = Buffer.alloc(1);
  await file.read(last, 0, 1, size - 1);
  return last[0] === NEWLINE;
}

/** One write: the rest of a part would land behind what another window wrote meanwhile. */
async function writeWhole(file: FileHandle, text: string): Promise<void> {
  const bytes = Buffer.from(knownKeys.redact(text), 'utf8');
  const { bytesWritten } = await file.write(bytes, 0, bytes.length, null);
  if (bytesWritten < bytes.length) {
    throw Object.assign(new Error('only a part was written'), { code: 'ENOSPC' });
  }
}
