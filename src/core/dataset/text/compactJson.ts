import { readJsonText } from './jsonText.js';
import type { JsonMember, JsonNode } from './jsonText.js';

type Members = readonly JsonMember[];

/**
 * JSON without the spaces between its parts; numbers keep their digits. The members of objects stand
 * as they are, repeated keys too, unless `arranged` says otherwise. A text that is no JSON stays.
 */
export function compactJson(
  text: string,
  arranged: (members: Members) => Members = (members) => members,
): string {
  const written = (node: JsonNode): string => {
    switch (node.kind) {
      case 'object':
        return `{${arranged(node.members)
          .map(({ key, value }) => `${JSON.stringify(key)}:${written(value)}`)
          .join(',')}}`;
      case 'array':
        return `[${node.items.map(written).join(',')}]`;
      case 'string':
        return JSON.stringify(node.value);
      case 'number':
        return node.text;
      case 'literal':
        return String(node.value);
    }
  };
  const reading = readJsonText(text);
  return reading.ok ? written(reading.node) : text;
}
