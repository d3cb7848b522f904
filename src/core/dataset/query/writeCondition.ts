/** What needs no quotes, as a column and as what stands behind the operator. */
const PLAIN = /^[\p{L}\p{N}_][\p{L}\p{N}_ .,/+-]*(?<! )$/u;
const PLAIN_VALUE = /^[\p{L}\p{N}_+.-](?:[^"']*[^"'\s])?$/u;

/** A condition as `parseWhere` reads it: `category=math`, `"a=b":empty`. */
export function writeCondition(
  column: string,
  sign: '=' | '!=' | '>=' | '<=' | ':',
  value: string,
): string {
  const name = PLAIN.test(column) ? column : quoted(column);
  return `${name}${sign}${PLAIN_VALUE.test(value) ? value : quoted(value)}`;
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
