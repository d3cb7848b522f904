import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { GALLERY } from '../../src/core/gallery/gallery.js';
import { runGavel } from './runGavel.js';

const page = readFileSync('docs/first-evaluation.md', 'utf8');

describe('docs/first-evaluation.md', () => {
  const commands = [...page.matchAll(/^node dist\/cli\.js (.+)$/gm)].map(([, line = '']) => line);
  for (const line of commands) {
    it(`gavel ${line} runs`, async () => {
      const { exitCode, err } = await runGavel(line.split(' '), { env: {}, cwd: process.cwd() });
      assert.equal(exitCode, 0, err);
    });
  }

  it('has the whole gallery, with its sources', () => {
    assert.ok(commands.length > 0);
    for (const { id, sources } of GALLERY) {
      const row = page.split('\n').find((line) => line.startsWith(`| \`${id}\``)) ?? '';
      for (const { url } of sources) assert.ok(row.includes(url), `${id}: ${url}`);
    }
  });
});
