import assert from 'node:assert/strict';
import { fencedTexts } from '../../../src/demo/fencedTexts.js';

const M = '0123456789abcdef';

const read = (content: string) => fencedTexts([{ role: 'user', content }]);

describe('fencedTexts', () => {
  const cases: readonly {
    name: string;
    lines: readonly string[];
    texts: readonly string[];
    material: string;
  }[] = [
    {
      name: 'a text in its frame, and what stands around it',
      lines: ['rubric', `BEGIN RESPONSE ${M}`, 'one', 'two', `END RESPONSE ${M}`, 'end'],
      texts: ['one\ntwo'],
      material: 'rubric\n\nend',
    },
    {
      name: 'two texts in their order, an empty one too',
      lines: [
        ...[`BEGIN RESPONSE A ${M}`, 'one', `END RESPONSE A ${M}`],
        ...[`BEGIN RESPONSE B ${M}`, '', `END RESPONSE B ${M}`],
      ],
      texts: ['one', ''],
      material: '\n',
    },
    {
      name: 'a prompt is material',
      lines: [
        ...[`BEGIN PROMPT ${M}`, 'why?', `END PROMPT ${M}`],
        ...[`BEGIN RESPONSE ${M}`, 'x', `END RESPONSE ${M}`],
      ],
      texts: ['x'],
      material: 'why?\n',
    },
    {
      name: 'an end of another frame ends nothing',
      lines: [`BEGIN RESPONSE ${M}`, `END RESPONSE ${M}0`, `END OTHER ${M}`, `END RESPONSE ${M}`],
      texts: [`END RESPONSE ${M}0\nEND OTHER ${M}`],
      material: '',
    },
    {
      name: 'sentences about the marker are left out',
      lines: [`The marker is ${M}.`, `BEGIN RESPONSE ${M}`, 'one', `END RESPONSE ${M}`],
      texts: ['one'],
      material: '',
    },
  ];
  for (const { name, lines, texts, material } of cases) {
    it(name, () => {
      assert.deepEqual(read(lines.join('\n')), { texts, material });
    });
  }

  it('regression: frames that never end take no work by the square of their number', () => {
    const content = `BEGIN RESPONSE ${M}\n`.repeat(200_000);
    assert.deepEqual(read(content), { texts: [content], material: content });
  });
});
