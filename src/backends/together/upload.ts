import { UserError } from '../../core/userError.js';
import type { ServiceClient } from './client.js';
import { prepareUpload } from './datasetUpload.js';
import type { Projection, UploadBody } from './datasetUpload.js';
import { isFileId } from './fileId.js';
import { badReply } from './serviceErrors.js';
import type { ServiceReply } from './serviceErrors.js';
import { duplicateReply, fileReply } from './wire/files.js';
import { readReplyAs } from './wire/readReply.js';

export interface Upload extends Projection {
  readonly client: ServiceClient;
  /** Name in the service's library; ends with `.jsonl`. */
  readonly filename: string;
  /** Larger files go by way of a presigned address; 20 MB when left out. */
  readonly multipartBytes?: number;
}

const MULTIPART_BYTES = 20 * 1024 * 1024;
const DOING = 'upload the dataset';
const UPLOAD_TIMEOUT_MS = 5 * 60_000;

/**
 * Uploads the columns and rows that the job needs as JSON Lines, and nothing else of the dataset.
 * Resolves to the file id once the service has processed the file. Throws `UserError`.
 */
export async function uploadDataset(upload: Upload, signal: AbortSignal): Promise<string> {
  const limit = upload.multipartBytes ?? MULTIPART_BYTES;
  const body = await prepareUpload(upload, limit, signal);
  const fileId = body.whole
    ? await sendForm(upload, body.whole, signal)
    : await sendByRedirect(upload, body, signal);
  await untilProcessed(upload.client, fileId, signal);
  return fileId;
}

async function sendForm(
  { client, filename }: Upload,
  whole: Uint8Array<ArrayBuffer>,
  signal: AbortSignal,
): Promise<string> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields(filename))) form.set(name, value);
  form.set('file', new Blob([whole], { type: 'application/jsonl' }), filename);
  const reply = await client.ask(
    {
      doing: DOING,
      method: 'POST',
      path: '/files/upload',
      form,
      accept: [409],
      timeoutMs: UPLOAD_TIMEOUT_MS,
    },
    signal,
  );
  const asked = { doing: DOING, host: client.host };
  return knownFile(reply, client) ?? readReplyAs(fileReply, reply, asked).id;
}

/** The flow in three steps of the API reference, section 6. */
async function sendByRedirect(
  { client, filename }: Upload,
  body: UploadBody,
  signal: AbortSignal,
): Promise<string> {
  const reply = await client.ask(
    {
      doing: DOING,
      method: 'POST',
      path: '/files',
      form: new URLSearchParams({ ...fields(filename), checksum: body.sha256 }),
      accept: [302, 409],
    },
    signal,
  );
  const known = knownFile(reply, client);
  if (known !== undefined) return known;
  const { location, 'x-together-file-id': fileId } = reply.headers;
  if (location === undefined || !isFileId(fileId)) {
    throw badReply({ doing: DOING, host: client.host });
  }
  const target = { doing: DOING, location, bytes: body.bytes, body: () => body.stream() };
  await client.put(target, signal);
  await client.ask(
    { doing: DOING, method: 'POST', path: `/files/${fileId}/preprocess`, accept: [404, 405] },
    signal,
  );
  return fileId;
}

function fields(filename: string) {
  return { purpose: 'eval', file_name: filename, file_type: 'jsonl' };
}

/** The service has the same bytes already: its file is used. */
function knownFile(reply: ServiceReply, { host }: ServiceClient): string | undefined {
  if (reply.status !== 409) return undefined;
  const { file_id: id } = readReplyAs(duplicateReply, reply, { doing: DOING, host });
  if (!isFileId(id)) throw badReply({ doing: DOING, host });
  return id;
}

const PROCESSING_POLL_MS = 1000;
const PROCESSING_POLLS = 120;

async function untilProcessed(
  client: ServiceClient,
  fileId: string,
  signal: AbortSignal,
): Promise<void> {
  const asked = { doing: DOING, host: client.host };
  for (let polls = 0; polls < PROCESSING_POLLS; polls += 1) {
    const reply = await client.ask(
      { doing: DOING, method: 'GET', path: `/files/${fileId}` },
      signal,
    );
    const file = readReplyAs(fileReply, reply, asked);
    if (/fail|error|invalid/i.test(file.processing_status ?? '')) {
      const message = `Can't ${DOING}: ${client.host} could not process it (${file.processing_status ?? ''}); check the rows and try again.`;
      throw new UserError('rejected', message);
    }
    // Where the service says nothing of processing, there is nothing to wait for.
    if (file.Processed !== false) return;
    await client.clock.sleep(PROCESSING_POLL_MS, signal);
  }
  const message = `Can't ${DOING}: ${client.host} has not processed the file yet; try again later.`;
  throw new UserError('server', message);
}
