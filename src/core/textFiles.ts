/** Port: small text files. Paths are absolute; their syntax is the implementation's affair. */
export interface TextFiles {
  /** Throws `UserError` of kind `not_found` or `storage`. A byte-order mark is dropped. */
  read(path: string): Promise<string>;
  exists(path: string): Promise<boolean>;
  /** `relative` (with `/`) seen from the folder of `file`. */
  resolve(file: string, relative: string): string;
}
