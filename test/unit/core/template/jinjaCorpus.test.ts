import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { JsonObject } from '../../../../src/core/json.js';
import { renderTemplate } from '../../../../src/core/template/renderTemplate.js';

interface CorpusRow {
  readonly id: string;
  readonly group: string;
  readonly template: string;
  readonly context: JsonObject;
  readonly context_json: string;
  readonly expect: { readonly output?: string; readonly error?: string; readonly line?: number };
}

const CORPUS = new URL('../../../fixtures/jinja/corpus.jsonl', import.meta.url);
const FLOOR = { rate: 0.995, lines: 0.97 };

function isRight({ expect }: CorpusRow, rendered: ReturnType<typeof renderTemplate>): boolean {
  if (expect.error !== undefined) return !rendered.ok;
  return rendered.ok && rendered.output === expect.output;
}

describe('Jinja2 conformance', () => {
  it(`at least ${FLOOR.rate * 100} % of the corpus as Python renders it`, () => {
    // The corpus is ours and of one form.
    const rows = readFileSync(CORPUS, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as CorpusRow);
    const groups = new Map<string, { right: number; all: number }>();
    const lines = { right: 0, all: 0 };
    let right = 0;
    for (const row of rows) {
      const rendered = renderTemplate(row.template, {
        values: row.context,
        source: row.context_json,
      });
      const group = groups.get(row.group) ?? { right: 0, all: 0 };
      groups.set(row.group, group);
      group.all += 1;
      if (isRight(row, rendered)) {
        right += 1;
        group.right += 1;
      }
      if (row.expect.error !== undefined && typeof row.expect.line === 'number') {
        lines.all += 1;
        if (!rendered.ok && rendered.error.line === row.expect.line) lines.right += 1;
      }
    }
    const parts = [...groups].map(([name, { right, all }]) => `${name} ${right}/${all}`).join(', ');
    const rate = right / rows.length;
    console.log(`      ${right} of ${rows.length} (${(rate * 100).toFixed(1)} %); ${parts}`);
    console.log(`      error lines ${lines.right} of ${lines.all}`);
    assert.ok(rate >= FLOOR.rate, `conformance ${rate}`);
    assert.ok(lines.right / lines.all >= FLOOR.lines, `error lines ${lines.right / lines.all}`);
  });
});
