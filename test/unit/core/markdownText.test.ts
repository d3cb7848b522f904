import assert from 'node:assert/strict';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { markdownCode, markdownText } from '../../../src/core/markdownText.js';
import { editorModelDocumentation } from '../../../src/core/models/editorModelTexts.js';
import { modelDocumentation } from '../../../src/core/models/modelTexts.js';
import { proven } from '../../security/proofs.js';
import { XSS_PAYLOADS } from '../../security/xssPayloads.js';

/** Kinds of nodes of a Markdown text, wherever they stand. */
function kindsIn(markdown: string): Set<string> {
  const kinds = new Set<string>();
  const walk = (node: { readonly type: string; readonly children?: readonly object[] }): void => {
    kinds.add(node.type);
    for (const child of node.children ?? []) walk(child as Parameters<typeof walk>[0]); // of one tree
  };
  walk(fromMarkdown(markdown));
  return kinds;
}

describe('markdownText', () => {
  it('leaves nothing that makes a link, a picture, code, HTML or a new line', () => {
    assert.equal(
      markdownText('`a` $(icon)\n<i>[l](x) ![p](http://e.test/x.png)'),
      '\\`a\\` \\$(icon) \\<i\\>\\[l\\](x) \\!\\[p\\](http:\u2060//e.test/x.png)',
    );
    for (const payload of XSS_PAYLOADS) {
      const kinds = kindsIn(`x ${markdownText(payload)}`);
      assert.deepEqual([...kinds].sort(), ['paragraph', 'root', 'text'], payload);
      assert.doesNotMatch(markdownText(payload), /https?:\/\/|www\.|\n/);
    }
    proven({
      area: 'Views',
      claim:
        'No text of a file or a service becomes a picture, a link, HTML or code in a tooltip or a hover',
      test: 'test/unit/core/markdownText.test.ts',
      figure: `${XSS_PAYLOADS.length} payloads, ${documented.length + 2} kinds of text`,
    });
  });

  it('keeps text that is code within its code', () => {
    for (const payload of XSS_PAYLOADS.filter((one) => one.trim() !== '')) {
      const kinds = kindsIn(`x ${markdownCode(payload)} y`);
      assert.deepEqual([...kinds].sort(), ['inlineCode', 'paragraph', 'root', 'text'], payload);
    }
  });

  const documented: readonly (readonly [name: string, text: (payload: string) => string])[] = [
    [
      'a model of the service',
      (text) =>
        modelDocumentation(
          {
            id: text,
            displayName: text,
            source: 'dedicated',
            evaluates: true,
            endpoint: { id: text, name: text, model: text, hardware: text, state: text },
          },
          'list fetched just now',
        ),
    ],
    [
      'a model of the editor',
      (text) =>
        editorModelDocumentation({ name: text, vendor: text, family: text, maxInputTokens: 0 }),
    ],
  ];
  for (const [name, documentation] of documented) {
    it(`regression: the names of ${name} become no picture and no link in a hover`, () => {
      for (const payload of XSS_PAYLOADS) {
        const kinds = kindsIn(documentation(payload));
        for (const kind of ['image', 'link', 'html', 'imageReference', 'linkReference', 'code']) {
          assert.equal(kinds.has(kind), false, `${kind}: ${payload}`);
        }
      }
    });
  }
});
