import type { GavelServices } from '../core/services.js';
import type { BackendName } from '../core/spec/evalSpec.js';
import type { Terminal } from './terminal.js';

/** What every command works with. */
export interface CommandContext {
  readonly services: GavelServices;
  readonly terminal: Terminal;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
  /** Origin of the service's base URL. */
  readonly serviceOrigin: string;
  /** Absolute path of what a person typed. */
  path(text: string): string;
  /** Where runs go unless `--out` says otherwise: `.gavel/runs`, absolute. */
  readonly runsRoot: string;
  readonly defaultBackend: BackendName;
  /** Asks a person yes or no; absent where nobody sits at a terminal. */
  readonly ask?: (question: string, signal: AbortSignal) => Promise<boolean>;
  readonly env: Readonly<Record<string, string | undefined>>;
}
