import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Busboy } from '@fastify/busboy';
import type { BusboyHeaders } from '@fastify/busboy';
import type { DemoFiles, ReceivedContent } from './demoFiles.js';
import { failure, ReplyError } from './reply.js';
import type { DemoRequest } from './reply.js';

interface ReceivedForm {
  readonly fields: FormData;
  /** The part named `file`. */
  readonly content: ReceivedContent | undefined;
}

/**
 * Reads a `multipart/form-data` body as it comes: its file goes into the library's storage and is
 * held nowhere. Throws `ReplyError` 400 for what is no such form, 415 for another media type.
 */
export async function receiveForm(request: DemoRequest, files: DemoFiles): Promise<ReceivedForm> {
  const { headers } = request;
  if (!isMultipart(headers)) {
    throw new ReplyError(failure(415, 'The request body must be multipart/form-data.'));
  }
  const fields = new FormData();
  let receiving: Promise<ReceivedContent> | undefined;
  let part: Readable | undefined;
  try {
    const parser = new Busboy({ headers, limits: { files: 1 } });
    const parsed = new Promise<void>((resolve, reject) => {
      parser.on('field', (name, value) => fields.set(name, value));
      parser.on('file', (name, stream) => {
        if (name !== 'file') {
          // One that is cut off fails, and nobody else listens.
          stream.on('error', reject).resume();
          return;
        }
        part = stream;
        receiving = files.receive(stream);
        receiving.catch(reject);
      });
      parser.on('finish', resolve);
      parser.on('error', reject);
    });
    await Promise.all([pipeline(request.stream(), parser), parsed]);
    return { fields, content: await receiving };
  } catch {
    // The parser leaves the part open that was cut off.
    part?.destroy(new Error('The form ended in the middle of its file.'));
    await receiving?.then(
      (content) => content.discard(),
      () => undefined,
    );
    throw new ReplyError(failure(400, 'The request body is not a valid form.'));
  }
}

function isMultipart(headers: IncomingHttpHeaders): headers is BusboyHeaders {
  return /^multipart\/form-data\s*;/i.test(headers['content-type'] ?? '');
}
