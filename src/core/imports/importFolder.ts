import type { JsonObject } from '../json.js';

/**
 * Port: the files beside a config. Names are as the config writes them, relative to its folder, with
 * `/`. Each is put to the path gate: what lies outside the project is read only where the person
 * allowed it. Throws `UserError`.
 */
export interface ImportFolder {
  /** A text file. */
  read(name: string): Promise<string>;
  /** The first rows of a CSV or JSON Lines file. */
  rows(name: string, most: number): Promise<readonly JsonObject[]>;
  /** Names of the files in the folder that a pattern matches (`*`, `**`, `?`, `{a,b}`), sorted. */
  find(pattern: string): Promise<readonly string[]>;
}
