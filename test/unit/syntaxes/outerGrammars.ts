import type { IRawGrammar } from 'vscode-textmate';

/** Small grammars that take their text apart as VS Code's own do, where our grammars meet them. */

/** A value in double quotes after a key in double quotes. */
export const jsonGrammar = {
  scopeName: 'source.json',
  patterns: [{ include: '#object' }, { include: '#text' }],
  repository: {
    object: {
      begin: '\\{',
      end: '\\}',
      name: 'meta.object.json',
      patterns: [
        { match: '"(?:[^"\\\\]|\\\\.)*"(?=\\s*:)', name: 'key.json' },
        {
          begin: ':',
          end: ',|(?=\\})',
          patterns: [
            { include: '#object' },
            { include: '#text' },
            { match: '[^\\s,]', name: 'invalid.illegal.json' },
          ],
        },
      ],
    },
    text: {
      begin: '"',
      end: '"',
      name: 'string.quoted.double.json',
      patterns: [{ match: '\\\\.', name: 'constant.character.escape.json' }],
    },
  },
} as unknown as IRawGrammar; // the type asks for fields that only loading fills

/** Mappings that take their indentation from each line, with values that last while they are deeper. */
export const yamlGrammar = {
  scopeName: 'source.yaml',
  patterns: [{ begin: '\\A', while: '^', patterns: [{ include: '#mapping' }] }],
  repository: {
    mapping: {
      begin: '\\G( *)(?=[\\w-]+:|["\'])|^( *)(?=[\\w-]+:|["\'])',
      while: '\\G(?:\\1\\2|\\s*$)',
      patterns: [
        { match: '["\']?[\\w-]+["\']?(?=\\s*:)', name: 'key.yaml' },
        {
          begin: ':(?=\\s|$)',
          while: '\\G(?!\\S)',
          name: 'meta.map.value.yaml',
          patterns: [
            { include: '#mapping' },
            { match: '#.*', name: 'comment.yaml' },
            { begin: '"', end: '"', name: 'string.quoted.double.yaml' },
            { begin: '[|>]', while: '\\G', name: 'string.block.yaml' },
            { match: '[^\\s#"|>].*?(?=\\s+#|$)', name: 'string.plain.yaml' },
          ],
        },
      ],
    },
  },
} as unknown as IRawGrammar; // as above

/** Headings in one match, bold text in paragraphs that end with their line. */
export const markdownGrammar = {
  scopeName: 'text.html.markdown',
  patterns: [
    {
      match: '(?:^|\\G)(#+) (.*)$',
      captures: { '2': { name: 'heading.markdown', patterns: [{ include: '#inline' }] } },
    },
    {
      begin: '(^|\\G)(?=\\S)',
      while: '(^|\\G)    ',
      name: 'paragraph.markdown',
      patterns: [{ include: '#inline' }],
    },
  ],
  repository: {
    inline: { patterns: [{ begin: '\\*\\*', end: '\\*\\*', name: 'bold.markdown' }] },
  },
} as unknown as IRawGrammar; // as above
