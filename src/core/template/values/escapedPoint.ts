/** As `repr` writes a character that is not printable. */
export function escapedPoint(point: string): string {
  if (point === '\n') return '\\n';
  if (point === '\r') return '\\r';
  if (point === '\t') return '\\t';
  const code = point.codePointAt(0) ?? 0;
  const hex = code.toString(16);
  if (code < 0x100) return `\\x${hex.padStart(2, '0')}`;
  return code < 0x10000 ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`;
}
