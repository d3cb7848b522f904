import type { DemoFile, DemoFiles, NewFile } from './demoFiles.js';
import type { StoredBytes } from './demoStorage.js';
import type { Faults } from './faults.js';
import { failure, json, ReplyError } from './reply.js';
import { receiveForm } from './receiveForm.js';
import type { DemoReply, DemoRequest, StreamedBody } from './reply.js';

const PURPOSES: readonly string[] = [
  'eval',
  'eval-sample',
  'eval-output',
  'eval-summary',
  'fine-tune',
  'batch-api',
  'batch-generated',
];

interface FileRouteOptions {
  readonly files: DemoFiles;
  readonly faults: Faults;
  /** Origin of the second server, which takes and gives bytes and wants no key. */
  readonly storageOrigin: () => string;
}

/** Every route below `/files`; undefined where there is none. */
export async function fileRoutes(
  request: DemoRequest,
  options: FileRouteOptions,
): Promise<DemoReply | undefined> {
  const { method, path } = request;
  const { files } = options;
  switch (`${method} ${path}`) {
    case 'POST /files/upload':
      return uploadMultipart(request, files);
    case 'POST /files':
      return startUpload(request, options);
    case 'GET /files':
      return json({ object: 'list', data: await files.list() });
  }
  const [, id = '', rest = ''] = /^\/files\/([^/]+)(\/[a-z]+)?$/.exec(path) ?? [];
  if (id === '') return undefined;
  const file = await files.get(decodeURIComponent(id));
  if (!file) return failure(404, `File ${id} was not found.`);
  switch (`${method} ${rest}`) {
    case 'GET ':
      return json(asProcessed(request, file, options.faults));
    case 'GET /content':
      return download(request, file, options);
    case 'POST /preprocess':
      return file.bytes > 0 ? json(file) : failure(400, `File ${id} has no content yet.`);
    case 'DELETE ':
      await files.remove(file.id);
      return json({ id: file.id, object: 'file', deleted: true });
    default:
      return undefined;
  }
}

async function uploadMultipart(request: DemoRequest, files: DemoFiles): Promise<DemoReply> {
  const { fields, content } = await receiveForm(request, files);
  if (!content) return missing('file');
  try {
    const file = await files.reserve(newFile(fields));
    await files.put(file.id, content);
    return json(await files.get(file.id));
  } catch (error) {
    await content.discard();
    throw error;
  }
}

/** The first step of the redirect upload (API reference, section 6). */
async function startUpload(
  request: DemoRequest,
  { files, storageOrigin }: FileRouteOptions,
): Promise<DemoReply> {
  const form = await readForm(request);
  for (const [name, value] of request.query) if (!form.has(name)) form.set(name, value);
  const wanted = newFile(form);
  const checksum = text(form, 'checksum');
  if (checksum !== undefined && !/^[0-9a-f]{64}$/.test(checksum)) {
    return failure(400, 'Invalid request: checksum: must be SHA-256 in hex.');
  }
  const known = checksum && (await files.withContent(checksum, wanted.purpose));
  if (known) return json({ file_id: known.id }, 409);
  const file = await files.reserve(wanted, checksum);
  const headers = {
    location: `${storageOrigin()}/upload/${file.id}`,
    'x-together-file-id': file.id,
  };
  return { status: 302, headers };
}

async function readForm(request: DemoRequest): Promise<FormData> {
  const type = request.headers['content-type'] ?? 'application/x-www-form-urlencoded';
  const body = await request.body();
  try {
    // Discouraged for servers as it holds the whole form, which this one may: its client is local.
    // eslint-disable-next-line @typescript-eslint/no-deprecated
    return await new Response(body, { headers: { 'content-type': type } }).formData();
  } catch {
    throw new ReplyError(failure(400, 'The request body is not a valid form.'));
  }
}

function text(form: FormData, name: string): string | undefined {
  const value = form.get(name);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function newFile(form: FormData): NewFile {
  const purpose = text(form, 'purpose');
  const filename = text(form, 'file_name');
  const fileType = text(form, 'file_type') ?? 'jsonl';
  if (purpose === undefined) throw new ReplyError(missing('purpose'));
  if (filename === undefined) throw new ReplyError(missing('file_name'));
  if (!PURPOSES.includes(purpose)) {
    throw new ReplyError(failure(400, `Invalid request: purpose: unknown purpose "${purpose}".`));
  }
  if (fileType !== 'csv' && fileType !== 'jsonl' && fileType !== 'parquet') {
    throw new ReplyError(failure(400, `Invalid request: file_type: unknown type "${fileType}".`));
  }
  return { purpose, filename, fileType };
}

function missing(field: string): DemoReply {
  return failure(400, `Invalid request: ${field}: the field is required.`);
}

function asProcessed(request: DemoRequest, file: DemoFile, faults: Faults): object {
  if (faults.strike(['unreadable_file'], request)) {
    return { ...file, Processed: false, processing_status: 'INVALID_FORMAT' };
  }
  const isPending = faults.strike(['unprocessed'], request) !== undefined;
  return isPending ? { ...file, Processed: false, processing_status: 'RUNNING' } : file;
}

async function download(
  request: DemoRequest,
  file: DemoFile,
  { files, faults, storageOrigin }: FileRouteOptions,
): Promise<DemoReply> {
  if (faults.strike(['redirect_download'], request)) {
    return { status: 302, headers: { location: `${storageOrigin()}/content/${file.id}` } };
  }
  return contentReply(request, await files.open(file.id));
}

/** Bytes as they are, whole or the range that was asked for; read as they are sent. */
function contentReply(request: DemoRequest, stored: StoredBytes | undefined): DemoReply {
  if (!stored) return failure(404, 'The file has no content.');
  const { bytes } = stored;
  const headers = { 'content-type': 'application/octet-stream', 'accept-ranges': 'bytes' };
  const part = (from: number, length: number): StreamedBody => ({
    bytes: length,
    first: (most) => stored.stream(from, most),
  });
  const range = /^bytes=(\d*)-(\d*)$/.exec(request.headers.range ?? '');
  if (!range || range[0] === 'bytes=-') return { status: 200, headers, body: part(0, bytes) };
  // Without a first byte: the last ones, so many of them.
  const from = range[1] ? Number(range[1]) : Math.max(0, bytes - Number(range[2]));
  const to = Math.min(bytes - 1, range[1] && range[2] ? Number(range[2]) : Infinity);
  if (from > to) return { status: 416, headers: { 'content-range': `bytes */${bytes}` } };
  return {
    status: 206,
    headers: { ...headers, 'content-range': `bytes ${from}-${to}/${bytes}` },
    body: part(from, to - from + 1),
  };
}

/** The second origin: like presigned storage it refuses whoever brings an Authorization header. */
export async function storageRoute(request: DemoRequest, files: DemoFiles): Promise<DemoReply> {
  if (request.headers.authorization !== undefined) {
    return { status: 400, body: 'Only one auth mechanism allowed' };
  }
  const [, action = '', id = ''] = /^\/(upload|content)\/([^/]+)$/.exec(request.path) ?? [];
  if (request.method === 'GET' && action === 'content') {
    return contentReply(request, await files.open(id));
  }
  if (request.method !== 'PUT' || action !== 'upload') return { status: 404, body: 'Not found' };
  if (request.headers['content-length'] === undefined) {
    return { status: 411, body: 'Content-Length is required' };
  }
  // Nothing is taken in for a file that nobody announced: this server asks for no key.
  if (!(await files.get(id))) return { status: 404, body: 'Not found' };
  const kept = await files.put(id, await files.receive(request.stream()));
  return kept ? { status: 200 } : { status: 400, body: 'The content is not what was announced' };
}
