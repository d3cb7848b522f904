import type { ServiceName } from '../../services.js';
import type { DatasetFormat } from '../dataset.js';
import type { FileRef, ServiceFile } from './serviceFiles.js';

/** The beginning of a file of the service, on this machine. */
export interface FilePreview {
  /** Absolute. Its bytes are the first of the file, and end with a row as far as they can. */
  readonly path: string;
  readonly file: FileRef;
  readonly service: ServiceName;
  /** Where it is from, e.g. `api.together.ai`. */
  readonly host: string;
  readonly format: DatasetFormat;
  readonly bytes: number;
  /** Of the whole file; undefined where the service doesn't say. */
  readonly of: number | undefined;
}

/**
 * Port: previews of the service's files, in a private folder. Throws `UserError`; of kind `usage` for
 * a file that can't be shown as rows.
 */
export interface FilePreviews {
  /** Reads the first rows of a file, unless they are here. */
  open(service: ServiceName, file: ServiceFile, signal: AbortSignal): Promise<FilePreview>;
  /** The preview that is kept in a file; undefined for every other file. */
  find(path: string): Promise<FilePreview | undefined>;
  /**
   * Reads about so many bytes more and puts them behind what is here, which stays as it is. One call
   * for a file after the other.
   */
  extend(path: string, bytes: number, signal: AbortSignal): Promise<FilePreview>;
  /** Removes the previews of a file. */
  remove(service: ServiceName, fileId: string): Promise<void>;
  /** Removes all of a service's files, but those at `spared`: they were another account's. */
  forget(service: ServiceName, spared: readonly string[]): Promise<void>;
  /** Removes what was not used for a week, and the longest unused above 200 MB, but those at `spared`. */
  prune(spared: readonly string[]): Promise<void>;
}
