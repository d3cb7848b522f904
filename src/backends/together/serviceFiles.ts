import { basename, extname } from 'node:path';
import type * as z from 'zod';
import { t } from '../../l10n/t.js';
import { bareOrData } from '../http/bareOrData.js';
import type {
  ByteRange,
  FileDownload,
  FilePart,
  FileRef,
  FileUpload,
  ServiceFile,
  ServiceFiles,
  UploadedFile,
} from '../../core/dataset/service/serviceFiles.js';
import { writtenColumns } from '../../core/dataset/writing/writtenColumns.js';
import type { DatasetInfo } from '../../core/dataset/dataset.js';
import { shownName } from '../../core/fileName.js';
import type { OpenPartFile } from '../../core/partFile.js';
import { UserError } from '../../core/userError.js';
import { createServiceClient } from './client.js';
import { memorySink } from './results/memorySink.js';
import { contentPath, filePath } from './fileId.js';
import { readContent } from './results/readContent.js';
import type { ServiceOptions } from './serviceOptions.js';
import { uploadDataset } from './upload/upload.js';
import { uploadMemory } from './upload/uploadMemory.js';
import { deletedReply, fileReply, readFile } from './wire/files.js';
import { readReplyAs } from './wire/readReply.js';

interface ServiceFilesOptions extends ServiceOptions {
  readonly openPartFile: OpenPartFile;
  /** Milliseconds without a byte after which a connection is given up; 60,000 when left out. */
  readonly stallMs?: number;
  /** Larger uploads go by way of a presigned address; 20 MB when left out. */
  readonly multipartBytes?: number;
}

/** The library of the evaluation service (API reference, section 6). */
export function createServiceFiles(options: ServiceFilesOptions): ServiceFiles {
  const client = createServiceClient(options);
  const { openPartFile, stallMs } = options;
  const { host } = client;
  const content = { client, ...(stallMs !== undefined && { stallMs }) };

  async function list(signal: AbortSignal): Promise<readonly ServiceFile[]> {
    const doing = t('list the files');
    const reply = await client.ask({ doing, method: 'GET', path: '/files' }, signal);
    const files = readReplyAs(bareOrData, reply, { doing, host }).flatMap((item) => {
      const { data } = fileReply.safeParse(item);
      return data ? [toServiceFile(data)] : [];
    });
    // Whoever shows them tells them apart by their ids.
    const unique = new Map(files.map((file) => [file.id, file]));
    return [...unique.values()].sort((a, b) =>
      (b.createdAt ?? '').localeCompare(a.createdAt ?? ''),
    );
  }

  async function get(fileId: string, signal: AbortSignal): Promise<ServiceFile> {
    const doing = t('look up {0}', fileId);
    const reply = await client.ask({ doing, method: 'GET', path: filePath(fileId) }, signal);
    return toServiceFile(readFile(fileId, reply, { doing, host }));
  }

  async function read(file: FileRef, range: ByteRange, signal: AbortSignal): Promise<FilePart> {
    const sink = memorySink();
    const { from, bytes: most } = range;
    const doing = t('read {0}', shownName(file.name));
    const path = contentPath(file.id);
    const of = await readContent({ ...content, path, doing, from, most, sink }, signal);
    return { bytes: sink.whole(), of };
  }

  async function download(
    { file, target, replace, onProgress }: FileDownload,
    signal: AbortSignal,
  ): Promise<void> {
    const doing = t('download {0}', shownName(file.name));
    const path = contentPath(file.id);
    // The embedded service has another port each time.
    const place = options.name === 'demo' ? 'demo' : host;
    const part = await openPartFile({ target, replace, content: `${place} ${file.id}` });
    try {
      const told = onProgress && { onProgress };
      await readContent({ ...content, path, doing, sink: part, ...told }, signal);
      await part.finish();
    } catch (error) {
      if (signal.aborted) await part.discard();
      throw error;
    } finally {
      await part.close();
    }
  }

  async function upload(
    { info, columns, renames, onProgress }: FileUpload,
    signal: AbortSignal,
  ): Promise<UploadedFile> {
    const written = writtenColumns(info.columns, {
      ...(columns && { columns: knownColumns(columns, info) }),
      ...(renames && { renames }),
    });
    checkProblems(info);
    return uploadDataset(
      {
        client,
        datasets: options.datasets,
        info,
        path: info.path,
        columns: written.map(({ name }) => name),
        renames: written,
        isForSpec: false,
        stem: basename(info.path, extname(info.path)),
        memory: uploadMemory(options),
        multipartBytes: options.multipartBytes,
        onProgress,
      },
      signal,
    );
  }

  async function remove(file: FileRef, signal: AbortSignal): Promise<boolean> {
    const doing = t('delete {0}', shownName(file.name));
    const call = { doing, method: 'DELETE', path: filePath(file.id), accept: [404] } as const;
    const reply = await client.ask(call, signal);
    if (reply.status === 404) return false;
    const { deleted } = readReplyAs(deletedReply, reply, { doing, host });
    if (deleted !== false) return true;
    const message = t("Can't {0}: {1} kept it and gave no reason; look at it there.", doing, host);
    throw new UserError('rejected', message);
  }

  return { host, list, get, read, download, upload, delete: remove };
}

function toServiceFile(file: z.infer<typeof fileReply>): ServiceFile {
  const { id, filename, bytes, LineCount: rows, purpose, FileType: format } = file;
  const created = file.created_at;
  return {
    id,
    name: filename ?? id,
    purpose: purpose ?? '',
    ...(typeof bytes === 'number' && { bytes }),
    // Files that the service has not counted have 0 as well.
    ...(typeof rows === 'number' && rows > 0 && { rows }),
    ...(typeof format === 'string' && format !== '' && { format: format.toLowerCase() }),
    ...(typeof created === 'number' && { createdAt: new Date(created * 1000).toISOString() }),
  };
}

function knownColumns(columns: readonly string[], info: DatasetInfo): readonly string[] {
  const unknown = columns.find((column) => !info.columns.includes(column));
  if (unknown === undefined && columns.length > 0) return columns;
  const has = t('it has {0}', info.columns.map((column) => `"${column}"`).join(', '));
  const what =
    unknown === undefined ? t('No column is chosen') : t('There is no column "{0}"', unknown);
  throw new UserError('usage', t('{0} of {1}; {2}.', what, basename(info.path), has));
}

/** What makes a file unfit whatever is chosen of it. */
function checkProblems({ path, problems }: DatasetInfo): void {
  const fault = problems.find(({ severity }) => severity === 'error');
  if (!fault) return;
  const row = fault.row === undefined ? '' : t('row {0}, ', fault.row);
  const message = t(
    "{0} can't be uploaded ({1}line {2}): {3}",
    basename(path),
    row,
    fault.line,
    fault.message,
  );
  throw new UserError('dataset', message);
}
