import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { GALLERY } from '../../../src/core/gallery/gallery.js';

describe('docs/first-evaluation.md', () => {
  it('has the whole gallery, with its sources', () => {
    const lines = readFileSync('docs/first-evaluation.md', 'utf8').split('\n');
    assert.ok(GALLERY.length > 0);
    for (const { id, sources } of GALLERY) {
      const row = lines.find((line) => line.startsWith(`| \`${id}\``)) ?? '';
      for (const { url } of sources) assert.ok(row.includes(url), `${id}: ${url}`);
    }
  });
});
