import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { compileFilters } from '../../../../src/core/dataset/query/matchRow.js';
import { parseWhere } from '../../../../src/core/dataset/query/parseWhere.js';
import type { Json, JsonObject } from '../../../../src/core/json.js';
import type { StoredRow } from '../../../../src/core/runs/resultRow.js';
import { canGroup, likelyColumn, sliceChoices } from '../../../../src/core/slices/sliceChoices.js';
import { sliceRows } from '../../../../src/core/slices/sliceRows.js';
import { collectSliceTable } from '../../../../src/core/slices/sliceTable.js';
import type { ResolvedSpec } from '../../../../src/core/spec/evalSpec.js';
import { classify, compare, score } from '../judging/specs.js';

function tableOf(spec: ResolvedSpec, rows: readonly StoredRow[]) {
  const collector = collectSliceTable(spec);
  for (const row of rows) collector.add(row);
  return collector.current();
}

function rows(count: number, values: JsonObject, label: string | null): StoredRow[] {
  const verdict = { evaluation_successful: label !== null, label, feedback: 'why' };
  return Array.from({ length: count }, () => ({ result: { answer: 'x', ...values, ...verdict } }));
}
const good = (count: number, values: JsonObject) => rows(count, values, 'correct');
const bad = (count: number, values: JsonObject) => rows(count, values, 'wrong');

function shown(spec: ResolvedSpec, stored: readonly StoredRow[], column: string) {
  const slices = sliceRows(tableOf(spec, stored), column);
  assert.ok(slices);
  return slices;
}

describe('sliceRows', () => {
  const sets: [name: string, stored: StoredRow[], sentence: string][] = [
    [
      'one group differs',
      ['a', 'b', 'c', 'math'].flatMap((category) => {
        const passing = category === 'math' ? 55 : 85;
        return [...good(passing, { category }), ...bad(100 - passing, { category })];
      }),
      'category = math passes less often than the rest: 55.0 % against 85.0 % (4 groups compared, Holm-corrected).',
    ],
    [
      'two of three differ',
      [
        ...good(90, { category: 'a' }),
        ...bad(10, { category: 'a' }),
        ...good(50, { category: 'b' }),
        ...bad(50, { category: 'b' }),
        ...good(70, { category: 'c' }),
        ...bad(30, { category: 'c' }),
      ],
      '2 of 3 groups differ clearly from the rest (Holm-corrected): category = a passes more often than the rest: 90.0 % against 60.0 %; category = b passes less often than the rest: 50.0 % against 80.0 %.',
    ],
    [
      'none differs',
      ['a', 'b', 'c'].flatMap((category) => [...good(8, { category }), ...bad(3, { category })]),
      'No group differs clearly from the rest (3 groups compared, Holm-corrected).',
    ],
    [
      'two groups are one comparison',
      [
        ...good(90, { category: 'a' }),
        ...bad(10, { category: 'a' }),
        ...good(60, { category: 'b' }),
        ...bad(40, { category: 'b' }),
      ],
      'category = b passes less often than the rest: 60.0 % against 90.0 %.',
    ],
    [
      'a group of one row is no finding',
      [...good(95, { category: 'a' }), ...bad(4, { category: 'a' }), ...bad(1, { category: 'b' })],
      'The two groups do not differ clearly.',
    ],
    [
      'one group',
      good(3, { category: 'a' }),
      'All rows are in one group: there is nothing to compare.',
    ],
    [
      'all alike',
      [...good(3, { category: 'a' }), ...good(3, { category: 'b' })],
      'All groups are judged alike: there is nothing to test.',
    ],
    [
      'one group has verdicts',
      [...good(3, { category: 'a' }), ...rows(3, { category: 'b' }, null)],
      'One group alone has verdicts: there is nothing to compare.',
    ],
    ['no verdicts', rows(3, { category: 'a' }, null), 'No row has a verdict.'],
  ];
  for (const [name, stored, sentence] of sets) {
    it(name, () => assert.equal(shown(classify, stored, 'category').sentence, sentence));
  }

  it('gives each group its counts, its rate, and the difference to all other rows', () => {
    const { groups, overall, compared, warning } = shown(
      classify,
      [
        ...good(6, { c: 'a' }),
        ...bad(2, { c: 'a' }),
        ...bad(3, { c: 'b' }),
        ...rows(1, { c: '' }, null),
      ],
      'c',
    );
    assert.deepEqual(
      groups.map(({ label, kind, where, n, evaluated, passed, rate, difference }) => [
        ...[label, kind, where, n, evaluated, passed],
        rate?.value ?? null,
        difference?.value ?? null,
      ]),
      [
        ['a', 'value', ['c=a'], 8, 8, 6, 0.75, 0.75],
        ['b', 'value', ['c=b'], 3, 3, 0, 0, -0.75],
        ['empty', 'empty', ['c:empty'], 1, 0, 0, null, null],
      ],
    );
    assert.deepEqual([overall?.n, compared, warning], [11, 1, null]);
    const [first, second, third] = groups;
    assert.ok(first?.p_value && first.p_value === second?.p_value);
    assert.equal(first.p_adjusted, first.p_value);
    assert.equal(third?.p_value, null);
  });

  it('warns of many comparisons', () => {
    const many = Array.from({ length: 20 }, (_, at) => [
      ...good(4, { category: `c${at}` }),
      ...bad(2, { category: `c${at}` }),
    ]).flat();
    const { compared, warning } = shown(classify, many, 'category');
    assert.equal(compared, 20);
    assert.match(
      warning ?? '',
      /corrected for the 20 groups \(Holm\), but not for trying one column after another\.$/,
    );
  });

  it('does not call the verdict itself a finding', () => {
    const { sentence, warning } = shown(classify, [...good(30, {}), ...bad(30, {})], 'label');
    assert.equal(
      sentence,
      'label is part of the verdict: its groups say how rows were judged, not where they differ.',
    );
    assert.equal(warning, null);
  });

  it('puts numbers into four ranges of about as many rows, and few ones each into its own', () => {
    const stored = Array.from({ length: 100 }, (_, at) =>
      good(1, { length: at * 3, level: at % 3, mixed: at === 5 ? 'n/a' : at % 4 }),
    ).flat();
    const groupsOf = (column: string) =>
      shown(classify, stored, column).groups.map(({ label, kind, n }) => [label, kind, n]);
    assert.deepEqual(groupsOf('length'), [
      ['0 to 72', 'range', 25],
      ['75 to 147', 'range', 25],
      ['150 to 222', 'range', 25],
      ['225 to 297', 'range', 25],
    ]);
    assert.deepEqual(groupsOf('level'), [
      ['0', 'value', 34],
      ['1', 'value', 33],
      ['2', 'value', 33],
    ]);
    assert.deepEqual(groupsOf('mixed')[4], ['n/a', 'value', 1]);
  });

  it('shows the 20 most frequent texts and what is left', () => {
    const stored = Array.from({ length: 30 }, (_, at) => good(40 - at, { user: `u${at}` })).flat();
    const { groups } = shown(classify, stored, 'user');
    assert.equal(groups.length, 21);
    assert.deepEqual(
      groups.slice(18).map(({ label, kind, n }) => [label, kind, n]),
      [
        ['u18', 'value', 22],
        ['u19', 'value', 21],
        ['10 other values', 'other', 155],
      ],
    );
  });

  it('score: the mean beside the rate; compare: how often A wins', () => {
    const scored = [3, 8, 9].map((value): StoredRow => ({
      result: { answer: 'x', c: 'a', evaluation_successful: true, score: value },
    }));
    const [group] = shown(score, scored, 'c').groups;
    assert.ok(group?.mean);
    assert.deepEqual(
      [group.mean.value.toFixed(3), group.mean.method, group.passed],
      ['6.667', 't', 2],
    );

    const decided = (count: number, c: string, decision: string) =>
      Array.from({ length: count }, (): StoredRow => ({
        result: { old: 'x', new: 'yy', c, evaluation_successful: true, final_decision: decision },
      }));
    const { sentence } = shown(
      compare,
      [
        ...decided(70, 'code', 'A'),
        ...decided(30, 'code', 'B'),
        ...decided(30, 'prose', 'A'),
        ...decided(60, 'prose', 'B'),
        ...decided(10, 'prose', 'Tie'),
      ],
      'c',
    );
    assert.equal(
      sentence,
      'A wins less often where c = prose than in the rest: 30.0 % against 70.0 %.',
    );
  });

  it('has no groups for long texts and for a column that is not there', () => {
    const table = tableOf(classify, good(2, { essay: 'x'.repeat(300) }));
    assert.deepEqual([sliceRows(table, 'essay'), sliceRows(table, 'nothing')], [null, null]);
  });

  it('every condition picks the rows of its group, and no others', () => {
    const cell = fc.oneof(
      fc.constantFrom<Json>('a', 'b', 'x=y', ' c', '"', '', null, true, 1, 2.5, '3.0', '7'),
      fc.integer({ min: 0, max: 40 }),
      fc.constant<Json>([]),
      fc.constant<Json>({ k: [1] }),
    );
    const column = fc.oneof(
      fc.array(cell, { minLength: 1, maxLength: 60 }),
      fc.array(fc.integer(), { minLength: 1, maxLength: 60 }),
    );
    fc.assert(
      fc.property(column, fc.constantFrom('c', 'a b', 'x:y', '"q"'), (cells, name) => {
        const stored = cells.flatMap((value) => good(1, { [name]: value }));
        const slices = sliceRows(tableOf(classify, stored), name);
        assert.ok(slices);
        let total = 0;
        for (const { where, n } of slices.groups) {
          const filters = where.flatMap((text) => parseWhere(text, { matchCase: true }).filters);
          const holds = compileFilters(filters);
          const picked = stored.filter(({ result }) =>
            holds({ values: result, marks: [], source: JSON.stringify(result) } as never),
          );
          assert.equal(picked.length, n, where.join(' and '));
          total += n;
        }
        assert.equal(total, cells.length);
      }),
    );
  });
});

describe('sliceChoices', () => {
  const stored = Array.from({ length: 300 }, (_, at): StoredRow => ({
    result: {
      question: `What is ${at}? ${'x'.repeat(300)}`,
      id: `T-${at}`,
      source: 'web',
      category: ['a', 'b', 'c'][at % 3] ?? '',
      difficulty: at % 7,
      answer: 'y'.repeat(at),
      evaluation_successful: true,
      label: 'correct',
      feedback: 'fine',
    },
    details: {
      row: at + 1,
      outcome: 'passed',
      ...(at === 4 && {
        errors: [{ stage: 'judge' as const, cause: 'timeout' as const, message: 'slow' }],
      }),
    },
  }));
  const table = tableOf(classify, stored);

  it('puts few different values first, the verdict and long texts last', () => {
    assert.deepEqual(
      sliceChoices(table).map((column) => [
        column.name,
        column.origin,
        column.distinct,
        canGroup(column),
      ]),
      [
        ['category', 'dataset', 3, true],
        ['difficulty', 'dataset', 7, true],
        ['response_length', 'run', 300, true],
        ['id', 'dataset', 300, true],
        ['source', 'dataset', 1, true],
        ['error', 'run', 1, true],
        ['evaluation_successful', 'verdict', 1, true],
        ['label', 'verdict', 1, true],
        ['outcome', 'verdict', 1, true],
        ['question', 'dataset', undefined, false],
        ['answer', 'dataset', undefined, false],
      ],
    );
    assert.equal(likelyColumn(table)?.name, 'category');
  });

  it('names a derived column apart where the file has one of its name', () => {
    const own = tableOf(classify, good(2, { outcome: 'mine' }));
    assert.deepEqual(
      own.columns
        .filter(({ name }) => name.endsWith('outcome'))
        .map(({ name, origin }) => [name, origin]),
      [
        ['outcome', 'dataset'],
        ['@outcome', 'verdict'],
      ],
    );
  });
});
