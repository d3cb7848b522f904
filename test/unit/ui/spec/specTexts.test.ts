import assert from 'node:assert/strict';
import { specInFile } from '../../../../src/ui/spec/specTexts.js';

const textOf = (index: number): string => `type: classify\ndataset: rows-${index}.jsonl\n`;

describe('specs of the workspace', () => {
  it('regression: all 200 were parsed again with each that changed', async () => {
    const texts = new Map<string, string>(
      Array.from({ length: 200 }, (_, index) => [`/w/${index}.eval.yaml`, textOf(index)] as const),
    );
    const files = { read: (path: string) => Promise.resolve(texts.get(path) ?? '') };
    const all = () => Promise.all([...texts.keys()].map((path) => specInFile(path, files)));
    const first = await all();
    texts.set('/w/7.eval.yaml', textOf(1007));
    const second = await all();
    const again = second.filter((spec, index) => spec !== first[index]);
    assert.equal(again.length, 1);
    assert.equal(again[0]?.textAt(['dataset']), 'rows-1007.jsonl');
  });

  it('one that is gone is as an empty one', async () => {
    const read = () => Promise.reject(new Error('ENOENT'));
    assert.equal((await specInFile('/w/gone.eval.yaml', { read })).textAt(['dataset']), undefined);
  });
});
