import type { ServiceFile, ServiceFiles } from '../../core/dataset/service/serviceFiles.js';
import { UserError } from '../../core/userError.js';
import { t } from '../../l10n/t.js';

/** What is known of a service's files. */
type FileListing =
  /** Nothing was asked, and nothing will be as things are. */
  | { readonly kind: 'off'; readonly why: 'no-key' | 'restricted' }
  | { readonly kind: 'listed'; readonly host: string; readonly files: readonly ServiceFile[] }
  /** `files`: those of the last answer; undefined where none came yet. */
  | {
      readonly kind: 'failed';
      readonly error: UserError;
      readonly files: readonly ServiceFile[] | undefined;
    };

interface FileListingPorts {
  /** Whether the service may be asked; asks nobody itself. */
  mayAsk(): Promise<'yes' | 'no-key' | 'restricted'>;
  files(): Promise<ServiceFiles>;
  /** An answer did not come. */
  failed(error: UserError): void;
  /** Milliseconds. */
  now(): number;
}

/** The files of a service as they were when they were last asked for. */
export interface FileLister {
  /** Asks the service where nothing is known, or what is known is out of date. */
  get(): Promise<FileListing>;
  /** What is known, without asking. */
  known(): FileListing | undefined;
  /** Out of date from now on; what was known shows until the next answer. */
  invalidate(): void;
  /** Another service, or another account: nothing of it may show any more. */
  forget(): void;
  /** Milliseconds since the last answer; undefined where none is there. */
  age(): number | undefined;
  dispose(): void;
}

export function createFileLister(ports: FileListingPorts): FileLister {
  let known: FileListing | undefined;
  let answeredMs: number | undefined;
  let disposed = false;
  let running:
    { readonly abort: AbortController; readonly result: Promise<FileListing> } | undefined;

  const ask = async (signal: AbortSignal): Promise<FileListing> => {
    try {
      const may = await ports.mayAsk();
      if (may !== 'yes') return { kind: 'off', why: may };
      const service = await ports.files();
      return { kind: 'listed', host: service.host, files: await service.list(signal) };
    } catch (error) {
      const files = known?.kind === 'off' ? undefined : known?.files;
      const told = toUserError(error);
      if (!signal.aborted) ports.failed(told);
      return { kind: 'failed', error: told, files };
    }
  };

  /** The answer of the last question; one that was replaced waits for the newer one. */
  const get = async (): Promise<FileListing> => {
    if (!running && known && answeredMs !== undefined) return known;
    if (!running) {
      const abort = new AbortController();
      running = { abort, result: ask(abort.signal) };
    }
    const own = running;
    const listing = await own.result;
    if (own.abort.signal.aborted && !disposed) return get();
    if (running === own) {
      running = undefined;
      known = listing;
      answeredMs = ports.now();
    }
    return listing;
  };

  const invalidate = (): void => {
    running?.abort.abort();
    running = undefined;
    answeredMs = undefined;
  };

  return {
    get,
    known: () => known,
    invalidate,
    forget: () => {
      invalidate();
      known = undefined;
    },
    age: () => (answeredMs === undefined ? undefined : ports.now() - answeredMs),
    dispose: () => {
      disposed = true;
      invalidate();
    },
  };
}

function toUserError(error: unknown): UserError {
  if (error instanceof UserError) return error;
  const text = error instanceof Error ? error.message : String(error);
  return new UserError('server', t('The files could not be listed: {0}', text), { cause: error });
}
