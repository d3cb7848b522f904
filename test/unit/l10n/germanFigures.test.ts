import assert from 'node:assert/strict';
import { readParts } from '../../../texts.js';
import { scaleOf, scaleText } from '../../../src/core/exchange/verdicts/scaleText.js';
import { collectReliability } from '../../../src/core/reliability/judgeReliability.js';
import type { EvaluationType } from '../../../src/core/spec/evalSpec.js';
import { boundsText } from '../../../src/core/stats/gates.js';
import { configureTexts, shortNumber, t } from '../../../src/l10n/t.js';
import { judgeView } from '../../../src/ui/results/judge/judgeView.js';
import { resultsView } from '../../../src/ui/results/resultsView.js';
import { formatBytes, formatNumber, formatShare } from '../../../src/webview/common/wording.js';
import { shareWords } from '../../../src/webview/dataset/profile/columnFigures.js';
import { sampleRun } from '../../webview/harness/sampleRun.js';

/** `74.2 %`, `0.91 (0.33–2.47)`; a thousand (`1.319`) is none. */
const POINT = /(?<![\d.])\d+\.\d{1,2}(?![\d.])/;

describe('figures in German', () => {
  beforeEach(() => {
    const bundle = Object.fromEntries(
      [...readParts('de').values()].flatMap((part) => Object.entries(part)),
    );
    configureTexts({ locale: 'de', bundle });
  });
  afterEach(() => configureTexts(undefined));

  it('have a comma beside the bars of the charts', () =>
    assert.deepEqual(
      [
        formatShare(742, 1000),
        shareWords(4, 1000),
        shareWords(1, 2000),
        formatBytes(1200),
        formatNumber(2.5e-9),
        shortNumber(0.75),
      ],
      ['74,2 %', '0,4 %', '<0,1 %', '1,2 KB', '2,5e-9', '0,75'],
    ));

  it('have one where a text is given a number', () => {
    assert.equal(t('{0} to {1}', 0.5, 1), '0,5 bis 1');
    assert.equal(boundsText({ min: 0.8, max: 0.9 }), 'mindestens 0,8 und höchstens 0,9');
  });

  for (const type of ['classify', 'score', 'compare'] as const) {
    it(`have one on the Judge page, ${type}`, () => {
      const { panels, trust } = judgeOf(type);
      const figures = panels.flatMap((panel) => panel.figures);
      assert.ok(figures.some(({ range }) => /\d,\d/.test(range ?? '')));
      const said = [trust, ...figures.flatMap(({ value, range, n }) => [value, range ?? '', n])];
      assert.deepEqual(
        [...said, ...panels.flatMap(({ sentences }) => sentences)].filter((text) =>
          POINT.test(text),
        ),
        [],
      );
    });
  }

  it('regression: the odds on the Judge page had points', () => {
    const odds = judgeOf('compare')
      .panels.flatMap(({ figures }) => figures)
      .find(({ value }) => value.startsWith('×'));
    assert.match(`${odds?.value} (${odds?.range})`, /^× \d+,\d\d \(\d+,\d\d–\d+,\d\d\)$/);
  });

  it('regression: the status of a run was English in the head of its results', () => {
    const { manifest } = sampleRun({ type: 'classify', rows: 1 });
    const view = resultsView({
      manifest,
      statistics: undefined,
      progress: undefined,
      loaded: true,
      live: false,
      version: 1,
      filters: [],
      columns: [],
      now: 0,
    });
    assert.equal(view.status, 'completed');
    assert.equal(view.statusWords, 'abgeschlossen');
  });

  it('regression: a scale that the input box had written itself was refused', () => {
    const scale = { range: { from: 0, to: 1 }, threshold: 0.5 };
    const text = scaleText(scale);
    assert.equal(text, '0 bis 1, 0.5');
    assert.deepEqual(scaleOf(text), scale);
    assert.deepEqual(scaleOf('0 to 1, 0.5'), scale);
    assert.equal(scaleOf('0 bis 1, 0,5'), undefined);
  });
});

function judgeOf(type: EvaluationType) {
  const { manifest, rows } = sampleRun({ type, rows: 300 });
  const collector = collectReliability(manifest.spec, {});
  rows.forEach((row, index) => collector.add(row, index + 1));
  return judgeView(collector.current(undefined), null, manifest.spec);
}
