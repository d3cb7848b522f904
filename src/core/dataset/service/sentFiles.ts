/** Bytes that a service may have already. */
export interface SentContent {
  /** The service: its origin, or `demo` for the embedded one, whose port changes. */
  readonly place: string;
  readonly purpose: string;
  /** Of the bytes, hex. */
  readonly sha256: string;
}

/**
 * Port: remembers which file of a service holds which bytes, so that they are not sent twice. What it
 * says is a hint: the file may have been deleted there meanwhile. Never fails: a memory that can't be
 * read or written is an empty one.
 */
export interface SentFiles {
  /** Id of the file. */
  find(content: SentContent): Promise<string | undefined>;
  remember(content: SentContent, fileId: string): Promise<void>;
  forget(content: SentContent): Promise<void>;
}
