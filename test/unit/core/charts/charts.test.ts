import assert from 'node:assert/strict';
import fc from 'fast-check';
import { barChart } from '../../../../src/core/charts/barChart.js';
import type { Chart, Mark, MarkGroup } from '../../../../src/core/charts/chart.js';
import { clipText, roomFor, textWidth } from '../../../../src/core/charts/chartText.js';
import { heatTable } from '../../../../src/core/charts/heatTable.js';
import { histogram } from '../../../../src/core/charts/histogram.js';
import { intervalPlot } from '../../../../src/core/charts/intervalPlot.js';
import { trendChart } from '../../../../src/core/charts/trendChart.js';

const whole = (value: number) => `${Math.round(100 * value)} %`;

/** Every shape, those in groups too. */
function shapes(marks: readonly Mark[]): Exclude<Mark, MarkGroup>[] {
  return marks.flatMap((mark) => (mark.kind === 'group' ? shapes(mark.marks) : [mark]));
}

function groups({ marks }: Chart): MarkGroup[] {
  return marks.filter((mark) => mark.kind === 'group');
}

function of<K extends Mark['kind']>(chart: Chart, kind: K): Extract<Mark, { kind: K }>[] {
  return shapes(chart.marks).filter(
    (mark): mark is Exclude<Mark, MarkGroup> & Extract<Mark, { kind: K }> => mark.kind === kind,
  );
}

/** Pixels that a shape covers from left to right. */
function reach(mark: Exclude<Mark, MarkGroup>): readonly [number, number] {
  switch (mark.kind) {
    case 'rect':
      return [mark.x, mark.x + mark.width];
    case 'line':
      return [Math.min(mark.x1, mark.x2), Math.max(mark.x1, mark.x2)];
    case 'circle':
      return [mark.x - mark.r, mark.x + mark.r];
    case 'path':
      return [0, 0];
    case 'text':
      return [mark.x, mark.x];
  }
}

const bars = [
  { label: 'correct', value: 350, texts: ['350', '72.2 %'], ink: 'pass', target: 'label:correct' },
  { label: 'wrong', value: 70, texts: ['70', '14.4 %'], ink: 'fail' },
  { label: 'incomplete', value: 0, texts: ['0', '0.0 %'], ink: 'fail' },
] as const;

describe('barChart', () => {
  const chart = barChart({ title: 'Labels', columns: ['Label', 'Rows', 'Share'], bars }, 400);

  it('draws a bar in proportion, none for none, and says the same in its table', () => {
    const [first, second, ...others] = of(chart, 'rect');
    assert.deepEqual(others, []);
    assert.ok(first && second);
    assert.ok(Math.abs(second.width / first.width - 0.2) < 1e-9);
    assert.equal(first.x + first.width, 400);
    assert.deepEqual(chart.table, {
      columns: ['Label', 'Rows', 'Share'],
      rows: [
        ['correct', '350', '72.2 %'],
        ['wrong', '70', '14.4 %'],
        ['incomplete', '0', '0.0 %'],
      ],
    });
    assert.deepEqual(
      groups(chart).map(({ title, target }) => [title, target]),
      [
        ['correct, 350, 72.2 %', 'label:correct'],
        ['wrong, 70, 14.4 %', undefined],
        ['incomplete, 0, 0.0 %', undefined],
      ],
    );
  });

  it('cuts a long label and keeps all of it beside', () => {
    const label = 'agrees with the policy but leaves something out that matters';
    const input = { title: 'Labels', columns: ['Label', 'Rows'] as const };
    const long = barChart(
      { ...input, bars: [{ label, value: 1, texts: ['1'], ink: 'pass' }] },
      200,
    );
    const [text] = of(long, 'text');
    assert.equal(text?.full, label);
    assert.ok(textWidth(text.text) <= 80, text.text);
    assert.equal(long.table.rows[0]?.[0], label);
  });

  it('has no bar for no rows', () => {
    const empty = barChart({ title: 'Labels', columns: ['Label'], bars: [] }, 300);
    assert.deepEqual([empty.height, empty.marks, empty.table.rows], [0, [], []]);
  });
});

describe('histogram', () => {
  const bins = [1, 2, 3, 4, 5].map((score) => ({
    label: String(score),
    count: 10 * (score - 1),
    texts: [String(10 * (score - 1))],
    ink: score >= 4 ? ('pass' as const) : ('fail' as const),
  }));
  const chart = histogram(
    {
      ...{ title: 'Scores', columns: ['Score', 'Rows'], bins },
      reference: { before: 3, label: 'passes from 4' },
    },
    { width: 400, height: 120 },
  );

  it('draws columns in proportion on one line, and none for none', () => {
    const columns = of(chart, 'rect');
    assert.equal(columns.length, 4);
    const [second, , , last] = columns;
    assert.ok(second && last);
    assert.ok(Math.abs(last.height / second.height - 4) < 1e-9);
    assert.equal(new Set(columns.map(({ y, height }) => y + height)).size, 1);
  });

  it('puts the line of the threshold between the columns that it divides', () => {
    const line = of(chart, 'line').find(({ ink }) => ink === 'reference');
    const [, , three, four] = groups(chart).map(({ area }) => area);
    assert.ok(line && three && four);
    assert.ok(Math.abs(line.x1 - (three.x + three.width)) <= 1, `${line.x1}`);
    assert.ok(of(chart, 'text').some(({ text }) => text === 'passes from 4'));
  });
});

describe('intervalPlot', () => {
  const rows = [
    { label: 'de', estimate: { value: 0.5, low: 0.4, high: 0.6 }, text: '50.0 % (40.0–60.0)' },
    { label: 'en', estimate: null, text: 'no judged row', note: '0 rows' },
  ];
  const input = {
    ...{ title: 'Pass rate', columns: ['Language', 'Pass rate', 'Rows'] as const, rows },
    ...{ scale: { min: 0, max: 1 }, format: whole },
  };

  it('puts dot and whisker in the middle of a symmetric scale', () => {
    const chart = intervalPlot({ ...input, reference: { value: 0.5, label: 'all rows' } }, 500);
    const [dot, ...others] = of(chart, 'circle');
    const line = of(chart, 'line').find(({ ink }) => ink === 'reference');
    const range = of(chart, 'line').find(({ width }) => width === 1.5);
    assert.ok(dot && line && range);
    assert.deepEqual(others, []);
    assert.ok(Math.abs(dot.x - line.x1) <= 1);
    assert.ok(Math.abs((range.x1 + range.x2) / 2 - dot.x) < 1e-6);
    assert.deepEqual(chart.table.rows, [
      ['de', '50.0 % (40.0–60.0)', ''],
      ['en', 'no judged row', '0 rows'],
    ]);
  });

  it('chooses a scale that holds every interval and the reference', () => {
    const open = { title: input.title, columns: input.columns, rows: input.rows, format: whole };
    const chart = intervalPlot({ ...open, reference: { value: -1, label: 'zero' } }, 500);
    const line = of(chart, 'line').find(({ ink }) => ink === 'reference');
    const dot = of(chart, 'circle')[0];
    assert.ok(line && dot && line.x1 < dot.x);
    const same = { value: 3, low: 3, high: 3 };
    const flat = intervalPlot({ ...open, rows: [{ label: 'a', estimate: same, text: '3' }] }, 300);
    assert.ok(of(flat, 'circle').every(({ x }) => Number.isFinite(x)));
    const none = intervalPlot({ ...open, rows: [] }, 300);
    assert.deepEqual(of(none, 'circle'), []);
  });

  it('has no cap where the scale cuts an interval', () => {
    const wide = { value: 0.5, low: -1, high: 0.8 };
    const chart = intervalPlot({ ...input, rows: [{ label: 'a', estimate: wide, text: '' }] }, 400);
    assert.equal(of(chart, 'line').filter(({ ink }) => ink === 'text').length, 2);
  });
});

describe('trendChart', () => {
  const point = (x: number, value: number | null) => ({
    ...{ x, label: `run ${x}`, text: value === null ? 'no figure' : whole(value) },
    estimate: value === null ? null : { value, low: value - 0.1, high: value + 0.1 },
  });
  const input = {
    ...{ title: 'Pass rate', columns: ['Run', 'Pass rate'] as const, format: whole },
    bounds: { min: 0, max: 1 },
  };
  const size = { width: 500, height: 160 };

  it('draws a dot for each figure, and leaves a gap for none', () => {
    const points = [
      ...[point(1, 0.5), point(2, 0.55), point(3, null)],
      ...[point(4, 0.7), point(5, 0.95), point(6, null), point(7, 0.9)],
    ];
    const chart = trendChart({ ...input, series: [{ name: 'all', points }] }, size);
    assert.equal(of(chart, 'circle').length, 5);
    const line = of(chart, 'path').find(({ paint }) => paint === 'stroke');
    const band = of(chart, 'path').find(({ paint }) => paint === 'fill');
    assert.equal(line?.d.match(/[ML]/g)?.join(''), 'MLML');
    assert.equal(band?.d.match(/[MLZ]/g)?.join(''), 'MLLLZMLLLZ');
    assert.equal(chart.table.rows.length, 7);
    assert.deepEqual(chart.table.rows[2], ['run 3', 'no figure']);
  });

  it('tells series apart by their dashes and a legend', () => {
    const series = ['gpt', 'llama'].map((name) => ({
      name,
      points: [point(1, 0.5), point(2, 0.6)],
    }));
    const chart = trendChart({ ...input, series }, size);
    const lines = of(chart, 'path').filter(({ paint }) => paint === 'stroke');
    assert.deepEqual(
      lines.map(({ dashes }) => dashes),
      [undefined, [6, 3]],
    );
    const texts = of(chart, 'text').map(({ text }) => text);
    assert.ok(texts.includes('gpt') && texts.includes('llama'));
    assert.deepEqual(chart.table.columns, ['Series', 'Run', 'Pass rate']);
  });

  it('stands with one point, and with none', () => {
    const one = trendChart({ ...input, series: [{ name: 'all', points: [point(1, 1)] }] }, size);
    assert.ok(of(one, 'circle').every(({ x, y }) => Number.isFinite(x) && Number.isFinite(y)));
    const none = trendChart({ ...input, series: [{ name: 'all', points: [] }] }, size);
    assert.deepEqual(of(none, 'circle'), []);
  });
});

describe('heatTable', () => {
  it('shades by the share of the row and frames what agrees', () => {
    const chart = heatTable(
      {
        ...{ title: 'Confusion', rowTitle: 'truth', columnTitle: 'verdict' },
        ...{ rows: ['good', 'bad'], columns: ['good', 'bad'] },
        counts: [
          [30, 10],
          [0, 0],
        ],
        target: (row, column) => (row === column ? `${row}` : undefined),
      },
      400,
    );
    const shades = of(chart, 'rect').filter(({ opacity }) => opacity !== undefined);
    assert.deepEqual(
      shades.map(({ opacity }) => opacity?.toFixed(2)),
      ['0.30', '0.10'],
    );
    const frames = of(chart, 'rect').filter(({ isOutline }) => isOutline);
    assert.deepEqual(
      frames.map(({ ink }) => ink),
      ['text', 'grid', 'grid', 'text'],
    );
    assert.deepEqual(
      groups(chart).map(({ title, target }) => [title, target]),
      [
        ['truth good, verdict good: 30 of 40', '0'],
        ['truth good, verdict bad: 10 of 40', undefined],
        ['truth bad, verdict good: 0 of 0', undefined],
        ['truth bad, verdict bad: 0 of 0', '1'],
      ],
    );
  });
});

describe('chart texts', () => {
  it('are never wider than their room, and whole where they fit', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.integer({ min: 20, max: 300 }),
        (text, room) => {
          const clipped = clipText(text, room);
          assert.ok(textWidth(clipped) <= room);
          if (!clipped.endsWith('…')) assert.equal(clipped, text.replace(/\s+/g, ' '));
        },
      ),
    );
  });

  it('along an axis do not touch each other, and the first is there', () => {
    const places = fc.uniqueArray(fc.integer({ min: 0, max: 800 }), {
      minLength: 1,
      maxLength: 40,
    });
    fc.assert(
      fc.property(places, (unsorted) => {
        const middles = unsorted.toSorted((a, b) => a - b);
        const texts = middles.map((middle) => `run ${middle}`);
        const shown = roomFor(texts, middles);
        assert.equal(shown[0], true);
        const ends = middles.flatMap((middle, index) => {
          const half = textWidth(texts[index] ?? '') / 2;
          return shown[index] ? [middle - half, middle + half] : [];
        });
        assert.deepEqual(
          ends,
          ends.toSorted((a, b) => a - b),
        );
      }),
    );
  });
});

describe('charts of any figures', () => {
  const label = fc.string({ unit: 'grapheme', maxLength: 60 });
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  const estimate = fc.option(
    fc.tuple(share, share, share).map((values) => {
      const [low = 0, value = 0, high = 0] = values.toSorted((a, b) => a - b);
      return { low, value, high };
    }),
  );
  const counted = fc.record({ label, value: fc.nat(1e6) });
  const width = fc.integer({ min: 240, max: 1200 });

  it('stay inside their width', () => {
    fc.assert(
      fc.property(
        fc.array(counted, { maxLength: 12 }),
        fc.array(estimate, { maxLength: 8 }),
        width,
        (given, estimates, wide) => {
          const title = 'Any';
          const many = given.map(({ label: name, value }) => ({
            ...{ label: name, value, count: value, texts: [String(value)], ink: 'pass' as const },
          }));
          const rows = estimates.map((each) => ({ label: 'row', estimate: each, text: 'figure' }));
          const points = estimates.map((each, x) => ({
            x,
            label: 'run',
            estimate: each,
            text: 'figure',
          }));
          const charts = [
            barChart({ title, columns: ['Label', 'Rows'], bars: many }, wide),
            histogram(
              { title, columns: ['Step', 'Rows'], bins: many },
              { width: wide, height: 110 },
            ),
            intervalPlot({ title, columns: ['Label', 'Rate'], rows, format: whole }, wide),
            trendChart(
              { title, columns: ['Run', 'Rate'], series: [{ name: 'all', points }], format: whole },
              { width: wide, height: 160 },
            ),
          ];
          for (const chart of charts) {
            for (const mark of shapes(chart.marks)) {
              const [from, to] = reach(mark);
              assert.ok(from >= -0.5 && to <= wide + 0.5, JSON.stringify(mark));
            }
          }
        },
      ),
      // So narrow an interval has no round numbers for the steps of an axis.
      { numRuns: 60, examples: [[[], [{ low: 5e-324, value: 5e-324, high: 1e-323 }], 240]] },
    );
  });
});
