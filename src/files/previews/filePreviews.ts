import { createHash } from 'node:crypto';
import { mkdir, open, rm, utimes, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { fileFormat, localName } from '../../core/dataset/service/fileFormat.js';
import type { FilePreview, FilePreviews } from '../../core/dataset/service/filePreviews.js';
import type { ServiceFile, ServiceFiles } from '../../core/dataset/service/serviceFiles.js';
import { shownName } from '../../core/fileName.js';
import type { ServiceName } from '../../core/services.js';
import { UserError } from '../../core/userError.js';
import { t } from '../../l10n/t.js';
import { renameOver, temporaryBeside } from '../atomicWrite.js';
import { maskKeyBytes } from '../maskKeyBytes.js';
import { PRIVATE_FILE, PRIVATE_FOLDER } from '../privateFile.js';
import { storageError } from '../storageError.js';
import { aboutPath, readAbout, writeAbout } from './previewAbout.js';
import { prunePreviews, removePreviews } from './prunePreviews.js';
import { readRecords } from './readRecords.js';

interface FilePreviewsOptions {
  /** Absolute; nobody else keeps anything there. */
  readonly folder: string;
  readonly files: (name: ServiceName) => Promise<ServiceFiles>;
}

const FIRST_BYTES = 1024 ** 2;
const PARQUET = Buffer.from('PAR1');

/** Previews below a folder, one folder for each. What a file of the service holds never changes. */
export function createFilePreviews({ folder, files }: FilePreviewsOptions): FilePreviews {
  const inTurn = createTurns();

  async function openPreview(
    service: ServiceName,
    file: ServiceFile,
    signal: AbortSignal,
  ): Promise<FilePreview> {
    const format = fileFormat(file);
    if (format === 'parquet') throw isParquet(file);
    const source = await files(service);
    const { host } = source;
    const home = join(folder, homeOf(service, host, file.id));
    const path = join(home, localName(file));
    return inTurn(path, async () => {
      const known = await find(path);
      if (known && (known.bytes > 0 || known.of === 0)) {
        await touch(home);
        return known;
      }
      const read = (from: number, bytes: number) => source.read(file, { from, bytes }, signal);
      const part = await readRecords(read, { format, from: 0, bytes: FIRST_BYTES });
      if (PARQUET.equals(part.bytes.subarray(0, PARQUET.length))) throw isParquet(file);
      const { id, name } = file;
      const preview = { path, file: { id, name }, service, host, format, of: part.of };
      // Somebody's rows: for this user's eyes alone.
      await mkdir(home, { recursive: true, mode: PRIVATE_FOLDER });
      await writeAbout(preview);
      // Masked byte for byte: what follows is asked for by its offset.
      await writeWhole(path, maskKeyBytes(part.bytes));
      return { ...preview, bytes: part.bytes.length };
    });
  }

  function extend(path: string, bytes: number, signal: AbortSignal): Promise<FilePreview> {
    return inTurn(path, async () => {
      const known = await find(path);
      if (!known) {
        const message = t(
          "{0} is no preview any more; open the file's preview again.",
          basename(path),
        );
        throw new UserError('usage', message);
      }
      const { service, file, format, bytes: from } = known;
      if (from === known.of) return known;
      const source = await files(service);
      checkHost(known, source);
      const read = (at: number, count: number) =>
        source.read(file, { from: at, bytes: count }, signal);
      const rows = await open(path, 'r+');
      try {
        const start = Buffer.alloc(2);
        await rows.read(start, 0, start.length, 0);
        const part = await readRecords(read, { format, from, bytes, start });
        if (known.of !== undefined && part.of !== undefined && part.of !== known.of) {
          const message = t(
            '{0} is another file at {1} now; open its preview again.',
            shownName(file.name),
            known.host,
          );
          throw new UserError('dataset', message);
        }
        // At its place, not at the end: another window may write the same there.
        const clean = maskKeyBytes(part.bytes);
        try {
          for (let at = 0; at < clean.length;) {
            const left = clean.length - at;
            at += (await rows.write(clean, at, left, from + at)).bytesWritten;
          }
        } catch (error) {
          // Half a row would be shown, and read on from.
          await rows.truncate(from).catch(() => undefined);
          throw error;
        }
        const grown = { ...known, bytes: from + part.bytes.length, of: known.of ?? part.of };
        if (known.of !== grown.of) await writeAbout(grown);
        else await touch(dirname(path));
        return grown;
      } finally {
        await rows.close();
      }
    });
  }

  async function find(path: string): Promise<FilePreview | undefined> {
    const home = dirname(resolve(path));
    if (dirname(home) !== resolve(folder)) return undefined;
    const preview = (await readAbout(home))?.preview;
    return preview?.path === resolve(path) ? preview : undefined;
  }

  return {
    open: openPreview,
    find,
    extend,
    remove: (service, fileId) =>
      removePreviews(folder, (preview) => {
        return preview.service === service && preview.file.id === fileId;
      }),
    forget: (service, spared) => {
      const inUse = new Set(spared.map((path) => resolve(path)));
      return removePreviews(folder, (preview) => {
        return preview.service === service && !inUse.has(resolve(preview.path));
      });
    },
    prune: (spared) => prunePreviews(folder, spared),
  };
}

/** Work on one path, one after the other, with the faults of the disk told to a person. */
function createTurns() {
  const last = new Map<string, Promise<unknown>>();
  return <T>(path: string, work: () => Promise<T>): Promise<T> => {
    const told = async (): Promise<T> => {
      try {
        return await work();
      } catch (error) {
        throw storageError(error, { doing: t('keep the preview'), path });
      }
    };
    const turn = (last.get(path) ?? Promise.resolve()).then(told, told);
    last.set(path, turn);
    const forget = (): void => {
      if (last.get(path) === turn) last.delete(path);
    };
    turn.then(forget, forget);
    return turn;
  };
}

/** A preview with half a row would pass for a whole one. */
async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  const temporary = temporaryBeside(path);
  try {
    await writeFile(temporary, bytes, { mode: PRIVATE_FILE, flag: 'wx' });
    await renameOver(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw error;
  }
}

function homeOf(service: ServiceName, host: string, fileId: string): string {
  // The embedded service has another port each time.
  const place = service === 'demo' ? 'demo' : host;
  return createHash('sha256').update(`${place} ${fileId}`).digest('hex').slice(0, 16);
}

/** An id means something to one service alone. */
function checkHost({ service, host, file }: FilePreview, source: ServiceFiles): void {
  if (service === 'demo' || host === source.host) return;
  const message = t(
    '{0} is at {1}, and the base URL leads to {2}; set the base URL back to read more of it.',
    shownName(file.name),
    host,
    source.host,
  );
  throw new UserError('usage', message);
}

function isParquet(file: ServiceFile): UserError {
  const message = t(
    "{0} is a Parquet file, whose rows can't be shown here; download it instead.",
    shownName(file.name),
  );
  return new UserError('usage', message);
}

/** For whoever looks which previews are in use. */
async function touch(home: string): Promise<void> {
  const now = new Date();
  await utimes(aboutPath(home), now, now);
}
