/** Takes bytes in order. */
export interface ByteSink {
  /** Held so far. */
  readonly bytes: number;
  append(bytes: Uint8Array): Promise<void>;
  /** Drops what is held: everything comes anew. */
  restart(): Promise<void>;
}

/**
 * A file that is written beside its place under another name. What is held when it is closed stays
 * there, and the next one for the same target and content goes on behind it.
 */
export interface PartFile extends ByteSink {
  /** Puts the whole file in its place, durably. */
  finish(): Promise<void>;
  /** Removes what is held. */
  discard(): Promise<void>;
  /** Lets go of it; after `finish` or `discard` nothing is left to do. */
  close(): Promise<void>;
}

export interface PartFileOptions {
  /** Absolute path of the file when it is whole; its folder is there. */
  readonly target: string;
  /** Names the content: bytes of another content are never gone on with. */
  readonly content: string;
  /** What stands at the target: false keeps it and fails. */
  readonly replace: boolean;
}

/**
 * Port: opens a file to be written. Throws `UserError`: `usage` where the target is there and must
 * stay, or is a folder; `busy` while another one is written there; `not_found`, `storage`.
 */
export type OpenPartFile = (options: PartFileOptions) => Promise<PartFile>;
