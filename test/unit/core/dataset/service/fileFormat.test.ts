import assert from 'node:assert/strict';
import { fileFormat, localName } from '../../../../../src/core/dataset/service/fileFormat.js';

const cases: readonly (readonly [string, string | undefined, string, string])[] = [
  ['rows.jsonl', 'jsonl', 'jsonl', 'rows.jsonl'],
  ['rows.csv', 'jsonl', 'csv', 'rows.csv'],
  ['rows.TSV', undefined, 'csv', 'rows.TSV'],
  ['rows', 'csv', 'csv', 'rows.csv'],
  ['rows', undefined, 'jsonl', 'rows.jsonl'],
  ['rows.json', 'jsonl', 'jsonl', 'rows.json.jsonl'],
  ['rows.parquet', undefined, 'parquet', 'rows.parquet'],
  ['rows', 'parquet', 'parquet', 'rows.parquet'],
  ['rows', 'arrow', 'jsonl', 'rows.jsonl'],
  ['/data/.csv', undefined, 'csv', 'csv.csv'],
  ['', undefined, 'jsonl', 'file-1.jsonl'],
];

describe('what a file of the service holds', () => {
  for (const [name, format, holds, local] of cases) {
    it(`"${name}" of type ${format ?? 'unknown'} is ${holds}, here ${local}`, () => {
      const file = { id: 'file-1', name, purpose: '', ...(format !== undefined && { format }) };
      assert.deepEqual([fileFormat(file), localName(file)], [holds, local]);
    });
  }
});
