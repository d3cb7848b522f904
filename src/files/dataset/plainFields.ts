import { closingQuote } from './closingQuote.js';

/**
 * The fields of one record of CSV without its line ending, where every quote stands as RFC 4180 has
 * it. Undefined where one does not: what such a record means is for csv-parse to say.
 */
export function plainFields(record: string, delimiter: string): string[] | undefined {
  if (!record.includes('"')) return record.split(delimiter);
  const fields: string[] = [];
  for (let at = 0; ;) {
    if (record[at] === '"') {
      const close = closingQuote(record, at);
      if (close < 0) return undefined;
      const text = record.slice(at + 1, close);
      fields.push(text.includes('"') ? text.replaceAll('""', '"') : text);
      at = close + 1;
      if (at === record.length) return fields;
      if (record[at] !== delimiter) return undefined;
    } else {
      const next = record.indexOf(delimiter, at);
      const field = record.slice(at, next < 0 ? undefined : next);
      if (field.includes('"')) return undefined;
      fields.push(field);
      if (next < 0) return fields;
      at = next;
    }
    at += 1;
  }
}
