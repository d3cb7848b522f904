interface JinjaPart {
  readonly kind: 'text' | 'output' | 'statement' | 'comment';
  readonly text: string;
}

// What stands in a raw block is text, whatever it looks like.
const TAG =
  /(\{%[-+]?\s*raw\s*[-+]?%\})([\s\S]*?)(\{%[-+]?\s*endraw\s*[-+]?%\})|\{#[\s\S]*?#\}|\{%[\s\S]*?%\}|\{\{[\s\S]*?\}\}/g;

const KINDS = { '{#': 'comment', '{%': 'statement', '{{': 'output' } as const;

/** A template in its parts, to be coloured: good enough to read by, whatever its syntax is worth. */
export function jinjaParts(template: string): JinjaPart[] {
  const parts: JinjaPart[] = [];
  const add = (kind: JinjaPart['kind'], text: string) => {
    if (text !== '') parts.push({ kind, text });
  };
  let end = 0;
  for (const match of template.matchAll(TAG)) {
    const [tag, open, raw = '', close = ''] = match;
    add('text', template.slice(end, match.index));
    if (open === undefined) {
      // The pattern lets no other two characters begin a tag.
      add(KINDS[tag.slice(0, 2) as keyof typeof KINDS], tag);
    } else {
      add('statement', open);
      add('text', raw);
      add('statement', close);
    }
    end = match.index + tag.length;
  }
  add('text', template.slice(end));
  return parts;
}
