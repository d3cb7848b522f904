import type { DatasetInfo } from '../dataset.js';
import type { ColumnRename } from '../writing/writeRequest.js';

/** A file in the service's library, as it lists it. */
export interface ServiceFile {
  readonly id: string;
  /** As it was uploaded: any text, a path among them. */
  readonly name: string;
  readonly bytes?: number;
  /** Undefined where the service has not counted them: files for evaluations among them. */
  readonly rows?: number;
  /** The service's own word: `eval`, `fine-tune`, one that is not known here, or '' for none. */
  readonly purpose: string;
  /** The service's own word in lower case: `csv`, `jsonl`, `parquet`, … */
  readonly format?: string;
  /** ISO 8601. */
  readonly createdAt?: string;
}

/** A file by its id; the name is for messages. */
export type FileRef = Pick<ServiceFile, 'id' | 'name'>;

export interface ByteRange {
  /** First byte, from 0. */
  readonly from: number;
  /** So many bytes at most. */
  readonly bytes: number;
}

export interface FilePart {
  /** Fewer than asked for at the end of the file; none behind it. */
  readonly bytes: Uint8Array;
  /** Bytes of the whole file; undefined where the service doesn't say. */
  readonly of: number | undefined;
}

export interface TransferProgress {
  readonly bytes: number;
  readonly of: number | undefined;
}

export interface FileDownload {
  readonly file: FileRef;
  /** Absolute path of the new file. */
  readonly target: string;
  /** Whether it may take the place of a file that is there. */
  readonly replace: boolean;
  readonly onProgress?: (progress: TransferProgress) => void;
}

export interface UploadProgress extends TransferProgress {
  /** Of the dataset, to the service, or what the service makes of it. */
  readonly step: 'reading' | 'sending' | 'processing';
}

export interface FileUpload {
  /** As `DatasetFiles.describe` gave it: a dataset of this machine. */
  readonly info: DatasetInfo;
  /** Those that are sent, in this order; absent: all. */
  readonly columns?: readonly string[];
  /** `identifiers`: each column that no template can name gets a name like its own that one can. */
  readonly renames?: readonly ColumnRename[] | 'identifiers';
  readonly onProgress?: (progress: UploadProgress) => void;
}

export interface UploadedFile {
  readonly id: string;
  /** In the service's library. */
  readonly name: string;
  readonly bytes: number;
  /** The service had the same bytes already: nothing was sent. */
  readonly reused: boolean;
}

/**
 * Port: the files in the service's library. The content behind an id never changes. Connections that
 * break are taken up where they broke. Throws `UserError`; of kind `usage` for what is no id.
 */
export interface ServiceFiles {
  /** Where they are, for people and to tell one service from another: `api.together.ai`. */
  readonly host: string;
  /** All of them, newest first. */
  list(signal: AbortSignal): Promise<readonly ServiceFile[]>;
  get(fileId: string, signal: AbortSignal): Promise<ServiceFile>;
  /** Reads a part of a file and nothing else of it. */
  read(file: FileRef, range: ByteRange, signal: AbortSignal): Promise<FilePart>;
  /**
   * Writes the file to disk, in constant memory; it is at its place once it is whole. When it fails,
   * what has come stays beside the target, and the next download there goes on behind it; when it is
   * aborted, nothing stays.
   */
  download(download: FileDownload, signal: AbortSignal): Promise<void>;
  /**
   * Sends a dataset as JSON Lines for evaluations, in constant memory, unless the service has the same
   * bytes. Throws `UserError` of kind `dataset`, before anything is sent, for what the service would
   * refuse: no rows, a row that can't be read or lacks a field.
   */
  upload(upload: FileUpload, signal: AbortSignal): Promise<UploadedFile>;
  /** False where the service does not know the file (any more). */
  delete(file: FileRef, signal: AbortSignal): Promise<boolean>;
}
