import assert from 'node:assert/strict';
import { readSources } from '../../importGraph.js';
import { plainFigures } from '../../l10n/shownFigures.js';

/** Where a figure has a point in every language, and why. */
const WITH_A_POINT: readonly (readonly [path: RegExp, why: string])[] = [
  [/^l10n\/t\.ts:/, 'here the language is given'],
  [/^demo\//, 'the embedded service speaks as the real one does'],
  [/^core\/template\//, 'as Jinja2 writes floats'],
  [/^core\/agents\//, 'for models, which are asked in English'],
  [/^core\/models\/modelTexts\.ts: usd\.toFixed\(6\)$/, 'only its decimals are counted'],
  [/^core\/rows\/verdictText\.ts/, 'filters name verdicts, whoever wrote them'],
  [/^ui\/compare\/comparisonView\.ts: .*toPrecision\(6\)$/, 'a number again before it is shown'],
  [/^webview\/dataset\/profile\/chartView\.tsx/, 'lengths of CSS'],
];

const cases: readonly [string, string, string[]][] = [
  ['a figure in a text', 'const a = `${x.toFixed(1)} %`;', ['1: x.toFixed(1)']],
  ['one that is only rounded', 'f(Number(x.toPrecision(6)))', ['1: x.toPrecision(6)']],
  ['the number of another language', 'n.toLocaleString("en-US")', ['1: n.toLocaleString("en-US")']],
  [
    'one in a function that is handed on',
    'decimalText(f(() => x.toFixed(1)))',
    ['1: x.toFixed(1)'],
  ],
  ['none that gets the sign of the language', 'decimalText(`${y} ${+x.toFixed(1)}`)', []],
];

describe('figures with a decimal point in every language', () => {
  let all: readonly string[];
  before(() => (all = allFigures()));

  describe('are found', () => {
    for (const [name, text, expected] of cases) {
      it(name, () => assert.deepEqual(plainFigures('a.ts', text), expected));
    }
  });

  it('are not in the sources: fixed, shortNumber and decimalText write what people read', () => {
    const found = all.filter((one) => !WITH_A_POINT.some(([path]) => path.test(one)));
    assert.deepEqual(found, []);
  });

  it('have no exception that is none any more', () => {
    const idle = WITH_A_POINT.filter(([path]) => !all.some((one) => path.test(one)));
    assert.deepEqual(idle, []);
  });
});

/** `core/models/modelTexts.ts: usd.toFixed(6)` */
function allFigures(): string[] {
  return [...readSources('src')].flatMap(([path, text]) =>
    plainFigures(path, text).map((figure) => figure.replace(/^\d+/, path)),
  );
}
