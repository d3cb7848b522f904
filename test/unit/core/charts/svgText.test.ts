import assert from 'node:assert/strict';
import { barChart } from '../../../../src/core/charts/barChart.js';
import type { Chart } from '../../../../src/core/charts/chart.js';
import { svgText } from '../../../../src/core/charts/svgText.js';

describe('svgText', () => {
  const paint = { colour: (ink: string) => `var(--${ink}, #888)`, font: 'system-ui' };

  it('writes the marks with the colours that it is given', () => {
    const chart: Chart = {
      ...{ width: 100, height: 20, title: 'A & B' },
      marks: [
        {
          ...{ kind: 'group', title: 'x < y' },
          area: { x: 0, y: 0, width: 100, height: 20 },
          marks: [{ kind: 'rect', x: 1, y: 2, width: 3.456, height: 4, ink: 'pass' }],
        },
        { kind: 'line', x1: 0, x2: 1, y1: 0.5, y2: 0.5, ink: 'axis', dashes: [3, 3] },
        { kind: 'text', x: 5, y: 6, text: '<script>\u0000', anchor: 'end', ink: 'text' },
      ],
      table: { columns: [], rows: [] },
    };
    assert.equal(
      svgText(chart, paint),
      [
        '<svg xmlns="http://www.w3.org/2000/svg" width="100" height="20" viewBox="0 0 100 20" role="img" font-family="system-ui" font-size="12">',
        '<title>A &amp; B</title>',
        '<g><title>x &lt; y</title><rect x="1" y="2" width="3.46" height="4" fill="var(--pass, #888)"/></g>',
        '<line x1="0" y1="0.5" x2="1" y2="0.5" stroke="var(--axis, #888)" stroke-dasharray="3 3"/>',
        '<text x="5" y="6" text-anchor="end" dominant-baseline="central" fill="var(--text, #888)">&lt;script&gt;\ufffd</text>',
        '</svg>',
        '',
      ].join('\n'),
    );
  });

  it('puts a margin, its title and a background around a file of its own', () => {
    const chart = barChart(
      {
        ...{ title: 'Labels', columns: ['Label', 'Rows', 'Share'] },
        bars: [
          { label: 'correct', value: 350, texts: ['350', '72.2 %'], ink: 'pass' },
          { label: 'wrong', value: 70, texts: ['70', '14.4 %'], ink: 'fail' },
          { label: 'incomplete', value: 0, texts: ['0', '0.0 %'], ink: 'fail' },
        ],
      },
      400,
    );
    const text = svgText(chart, { ...paint, background: '#fff', isFramed: true });
    assert.match(text, /width="432" height="116" viewBox="-16 -40 432 116"/);
    assert.match(text, /<rect x="-16" y="-40" width="432" height="116" fill="#fff"\/>/);
    assert.match(text, />Labels<\/text>/);
  });
});
