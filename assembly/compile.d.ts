/** The text of `src/files/scan/recordScanWasm.ts`. */
export function recordScanModule(): Promise<string>;
