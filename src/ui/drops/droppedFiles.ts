/** The addresses of a `text/uri-list`; lines that begin with `#` are remarks (RFC 2483, section 5). */
export function droppedAddresses(list: string): string[] {
  return list
    .split(/\r\n|\n|\r/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
}
