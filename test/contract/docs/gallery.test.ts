import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { GALLERY } from '../../../src/core/gallery/gallery.js';
import { gallerySpecText } from '../../../src/core/gallery/gallerySpec.js';
import { guessColumns } from '../../../src/core/gallery/mapColumns.js';
import { startDemoRuns, type DemoRuns } from '../runs/demoRuns.js';

const ROWS = [
  [
    'How long is the warranty?',
    'Three years.',
    'Tents carry a 3-year warranty.',
    'Three years, with the receipt.',
  ],
  ['Do you rent skis?', 'No.', 'Snowshoes and tents can be rented.', 'Yes, from two days.'],
  ['Is the store open on Sunday?', 'No.', 'Open Monday to Saturday.', 'No, Monday to Saturday.'],
].map(([question, reference, context, response]) => ({
  question,
  reference,
  context,
  source: context,
  response,
  response_a: response,
  response_b: reference,
}));

describe('every rubric of the gallery on the embedded service', () => {
  let runs: DemoRuns;
  before(async () => {
    runs = await startDemoRuns();
    const text = ROWS.map((row) => `${JSON.stringify(row)}\n`).join('');
    await writeFile(join(runs.folder, 'rows.jsonl'), text);
  });
  after(() => runs.close());

  for (const template of GALLERY) {
    it(`${template.id}: renders on each row and gets a verdict`, async () => {
      const name = `${template.id}.eval.yaml`;
      const text = gallerySpecText(template, {
        datasetPath: 'rows.jsonl',
        mapping: guessColumns(template, Object.keys(ROWS[0] ?? {})),
        first: {},
        format: 'yaml',
      });
      await writeFile(join(runs.folder, name), text);
      const { manifest, rows } = await runs.run(name, ROWS.length);
      assert.equal(manifest.status, 'completed');
      const column = { classify: 'label', score: 'score', compare: 'final_decision' };
      const verdicts = rows.map((row) => row[column[template.verdict.type]]);
      // About one reply in a hundred of the scripted judge holds none.
      assert.ok(verdicts.filter((verdict) => verdict !== null).length >= 2, JSON.stringify(rows));
    });
  }
});
