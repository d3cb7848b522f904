import type { DatasetInfo } from '../../../core/dataset/dataset.js';
import type { SentContent, SentFiles } from '../../../core/dataset/service/sentFiles.js';
import type { UploadedFile, UploadProgress } from '../../../core/dataset/service/serviceFiles.js';
import { safeFileName } from '../../../core/fileName.js';
import { UserError } from '../../../core/userError.js';
import { t } from '../../../l10n/t.js';
import type { ServiceClient } from '../client.js';
import { isFileId } from '../fileId.js';
import type { SentRows } from './projectedLines.js';
import { badReply } from '../serviceErrors.js';
import type { ServiceReply } from '../serviceErrors.js';
import { prepareBody } from './uploadBody.js';
import { duplicateReply, fileReply, readFile } from '../wire/files.js';
import { readReplyAs } from '../wire/readReply.js';

export interface Upload extends SentRows {
  readonly client: ServiceClient;
  /** Begins the name in the service's library: `answers` → `answers-1a2b3c4d.jsonl`. */
  readonly stem: string;
  /** As the file was described: then it may go as it is. */
  readonly info?: DatasetInfo | undefined;
  /** Larger files go by way of a presigned address; 20 MB when left out. */
  readonly multipartBytes?: number | undefined;
  /** Absent: the same content is sent again. */
  readonly memory?: { readonly sentFiles: SentFiles; readonly place: string } | undefined;
  readonly onProgress?: ((progress: UploadProgress) => void) | undefined;
}

const MULTIPART_BYTES = 20 * 1024 * 1024;
const PURPOSE = 'eval';
const doing = () => t('upload the dataset');
const UPLOAD_TIMEOUT_MS = 5 * 60_000;

/**
 * Uploads the columns and rows that are wanted as JSON Lines, and nothing else of the dataset, unless
 * the service has the same bytes already. Resolves once the service has processed the file. Whatever
 * happens, nothing stays behind on this machine. Throws `UserError`.
 */
export async function uploadDataset(upload: Upload, signal: AbortSignal): Promise<UploadedFile> {
  const { client, info, memory, onProgress } = upload;
  const smallBytes = upload.multipartBytes ?? MULTIPART_BYTES;
  const onRead = (bytes: number) => onProgress?.({ step: 'reading', bytes, of: undefined });
  const body = await prepareBody(upload, { info, smallBytes, onRead }, signal);
  try {
    const { bytes, sha256 } = body;
    const content = { place: memory?.place ?? '', purpose: PURPOSE, sha256 };
    const known = await rememberedFile(upload, content, signal);
    if (known) return known;
    const name = `${safeFileName(upload.stem, 'dataset')}-${sha256.slice(0, 8)}.jsonl`;
    onProgress?.({ step: 'sending', bytes: 0, of: bytes });
    const { content: held } = body;
    const sent =
      typeof held === 'function'
        ? await sendByRedirect(upload, { name, bytes, sha256, stream: held }, signal)
        : await sendForm(client, { name, whole: held }, signal);
    onProgress?.({ step: 'processing', bytes, of: bytes });
    // Before the service is through with it: an interrupted wait must not send it again.
    await memory?.sentFiles.remember(content, sent.id);
    const file = await untilProcessed(client, sent.id, signal);
    return { id: sent.id, name: file.filename ?? name, bytes, reused: sent.wasThere };
  } finally {
    await body.close();
  }
}

/** The file that has these bytes, if it is still there. */
async function rememberedFile(
  { client, memory, onProgress }: Upload,
  content: SentContent,
  signal: AbortSignal,
): Promise<UploadedFile | undefined> {
  const id = await memory?.sentFiles.find(content);
  if (id === undefined || !isFileId(id)) return undefined;
  const path = `/files/${id}`;
  const call = { doing: doing(), method: 'GET', path, accept: [404] } as const;
  const reply = await client.ask(call, signal);
  if (reply.status === 404) {
    await memory?.sentFiles.forget(content);
    return undefined;
  }
  onProgress?.({ step: 'processing', bytes: 0, of: undefined });
  try {
    const file = await untilProcessed(client, id, signal);
    return { id, name: file.filename ?? id, bytes: file.bytes ?? 0, reused: true };
  } catch (error) {
    // Processed with a fault, it is of no use: the next try sends it anew.
    const isFaulty = error instanceof UserError && error.kind === 'rejected';
    if (isFaulty) await memory?.sentFiles.forget(content);
    throw error;
  }
}

interface SentFile {
  readonly id: string;
  /** The service had the same bytes already. */
  readonly wasThere: boolean;
}

async function sendForm(
  client: ServiceClient,
  { name, whole }: { readonly name: string; readonly whole: Uint8Array<ArrayBuffer> },
  signal: AbortSignal,
): Promise<SentFile> {
  const form = new FormData();
  for (const [field, value] of Object.entries(fields(name))) form.set(field, value);
  form.set('file', new Blob([whole], { type: 'application/jsonl' }), name);
  const path = '/files/upload';
  const timeoutMs = UPLOAD_TIMEOUT_MS;
  const call = { doing: doing(), method: 'POST', path, form, accept: [409], timeoutMs } as const;
  const reply = await client.ask(call, signal);
  const known = knownFile(reply, client);
  if (known) return known;
  const asked = { doing: doing(), host: client.host };
  const { id } = readReplyAs(fileReply, reply, asked);
  if (!isFileId(id)) throw badReply(asked);
  return { id, wasThere: false };
}

interface StreamedFile {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly stream: () => ReadableStream<Uint8Array>;
}

/** The flow in three steps of the API reference, section 6. */
async function sendByRedirect(
  { client, onProgress }: Upload,
  { name, bytes, sha256, stream }: StreamedFile,
  signal: AbortSignal,
): Promise<SentFile> {
  const form = new URLSearchParams({ ...fields(name), checksum: sha256 });
  const reply = await client.ask(
    { doing: doing(), method: 'POST', path: '/files', form, accept: [302, 409] },
    signal,
  );
  const known = knownFile(reply, client);
  if (known) return known;
  const { location, 'x-together-file-id': id } = reply.headers;
  if (location === undefined || !isFileId(id))
    throw badReply({ doing: doing(), host: client.host });
  await client.put(
    {
      doing: doing(),
      location,
      bytes,
      body: (onSent) =>
        counted(stream(), (sent) => {
          onSent(sent);
          onProgress?.({ step: 'sending', bytes: sent, of: bytes });
        }),
    },
    signal,
  );
  const path = `/files/${id}/preprocess`;
  await client.ask({ doing: doing(), method: 'POST', path, accept: [404, 405] }, signal);
  return { id, wasThere: false };
}

/** Tells how many bytes were taken; holds none. */
function counted(
  source: ReadableStream<Uint8Array>,
  onSent: (bytes: number) => void,
): ReadableStream<Uint8Array> {
  const reader = source.getReader();
  let bytes = 0;
  return new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        const next = await reader.read();
        if (next.done) {
          controller.close();
          return;
        }
        bytes += next.value.length;
        controller.enqueue(next.value);
        onSent(bytes);
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
}

function fields(filename: string) {
  return { purpose: PURPOSE, file_name: filename, file_type: 'jsonl' };
}

/** The service has the same bytes already: its file is used. */
function knownFile(reply: ServiceReply, { host }: ServiceClient): SentFile | undefined {
  if (reply.status !== 409) return undefined;
  const { file_id: id } = readReplyAs(duplicateReply, reply, { doing: doing(), host });
  if (!isFileId(id)) throw badReply({ doing: doing(), host });
  return { id, wasThere: true };
}

const FIRST_POLL_MS = 1000;
const POLL_GROWTH = 1.5;
const MOST_POLL_MS = 30_000;
const PROCESSING_MS = 15 * 60_000;

async function untilProcessed(client: ServiceClient, fileId: string, signal: AbortSignal) {
  const { host, clock } = client;
  const call = { doing: doing(), method: 'GET', path: `/files/${fileId}` } as const;
  let waitMs = FIRST_POLL_MS;
  for (let waitedMs = 0; waitedMs < PROCESSING_MS; waitedMs += waitMs) {
    const file = readFile(fileId, await client.ask(call, signal), { doing: doing(), host });
    if (/fail|error|invalid/i.test(file.processing_status ?? '')) {
      const message = t(
        "Can't {0}: {1} could not process it ({2}); check the rows and try again.",
        doing(),
        host,
        file.processing_status ?? '',
      );
      throw new UserError('rejected', message);
    }
    // Where the service says nothing of processing, there is nothing to wait for.
    if (file.Processed !== false) return file;
    await clock.sleep(waitMs, signal);
    waitMs = Math.min(MOST_POLL_MS, waitMs * POLL_GROWTH);
  }
  const message = t(
    "Can't {0}: {1} has not processed the file yet; try again later.",
    doing(),
    host,
  );
  throw new UserError('server', message);
}
