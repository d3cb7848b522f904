import type { Readable } from 'node:stream';
import type { GavelServices } from '../core/services.js';
import type { BackendName } from '../core/spec/evalSpec.js';
import type { Terminal } from './terminal/terminal.js';

/** What every command works with. */
export interface CommandContext {
  readonly services: GavelServices;
  readonly terminal: Terminal;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
  /** Origin of the service's base URL. */
  readonly serviceOrigin: string;
  /** Absolute path of what a person typed: that file or folder may be read and written. */
  path(text: string): string;
  /** The folder that the command was called in, absolute. */
  readonly cwd: string;
  /** Takes note of a person's yes to a real path outside the project. */
  allowPath(real: string): void;
  /** Where runs go unless `--out` says otherwise: `.gavel/runs`, absolute. */
  readonly runsRoot: string;
  readonly defaultBackend: BackendName;
  /** Asks a person yes or no; absent where nobody sits at a terminal. */
  readonly ask?: (question: string, signal: AbortSignal) => Promise<boolean>;
  readonly toolVersion: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Absent where nobody speaks to a command over it. */
  readonly stdin?: Readable;
}
