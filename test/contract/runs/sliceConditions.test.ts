import assert from 'node:assert/strict';
import { EVERY_ROW } from '../../../src/core/rows/resultQuery.js';
import type { StoredRow } from '../../../src/core/runs/resultRow.js';
import { canGroup } from '../../../src/core/slices/sliceChoices.js';
import { sliceRows } from '../../../src/core/slices/sliceRows.js';
import { collectSliceTable } from '../../../src/core/slices/sliceTable.js';
import { EVALUATION_TYPES } from '../../../src/core/spec/evalSpec.js';
import { rowsOnDisk } from '../../webview/harness/rowsOnDisk.js';
import { sampleRun } from '../../webview/harness/sampleRun.js';

/** Columns whose texts and numbers are hard to write in a condition. */
function hardToName(row: StoredRow, index: number): StoredRow {
  const strange = ['a=b', ' padded', '"quoted"', "it's", '3.0', '', 'über', '-1', 'x:empty'];
  return {
    ...row,
    result: {
      ...row.result,
      'kind: of = row': strange[index % strange.length] ?? '',
      number: (index * 37) % 101,
      few: index % 4 === 0 ? null : (index % 4) / 2,
      user: `u${(index * index) % 47}`,
      nested: { at: index % 3 },
      outcome: index % 2 === 0 ? 'even' : 'odd',
    },
  };
}

describe('conditions of slices', () => {
  for (const type of EVALUATION_TYPES) {
    it(`pick the rows of their group in the Rows page, and no others: ${type}`, async () => {
      const { manifest, rows: plain } = sampleRun({ type, rows: 400 });
      const rows = plain.map(hardToName);
      const { open } = rowsOnDisk(rows, manifest.spec);
      await open.refresh();
      const collector = collectSliceTable(manifest.spec);
      for (const row of rows) collector.add(row);
      const table = collector.current();
      const checked: string[] = [];
      for (const { name } of table.columns.filter(canGroup)) {
        for (const { where, n } of sliceRows(table, name)?.groups ?? []) {
          const { matched } = await open.page({ ...EVERY_ROW, where }, { from: 1, to: 1 });
          assert.equal(matched, n, where.join(' and '));
        }
        checked.push(name);
      }
      await open.close();
      for (const name of [
        'kind: of = row',
        'number',
        'few',
        'user',
        'nested',
        '@outcome',
        'error',
      ]) {
        assert.ok(checked.includes(name), name);
      }
      assert.ok(checked.includes(type === 'compare' ? 'orders' : 'response_length'));
    });
  }
});
