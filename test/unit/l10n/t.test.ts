import assert from 'node:assert/strict';
import { localeOf } from '../../../src/l10n/localeOf.js';
import {
  configureTexts,
  currentTexts,
  dateText,
  decimalText,
  numberText,
  plural,
  t,
  tIn,
} from '../../../src/l10n/t.js';

const bundle = {
  'Row {0} of {1}': 'Von {1} Zeilen die {0}.',
  'Run/verb': 'Ausführen',
  '{0} row in {1}': '{0} Zeile in {1}',
  '{0} rows in {1}': '{0} Zeilen in {1}',
  Empty: '',
};

describe('texts', () => {
  afterEach(() => configureTexts(undefined));

  it('are English until a language is set', () => {
    assert.equal(t('Row {0} of {1}', 2, 'three'), 'Row 2 of three');
    assert.equal(tIn('verb', 'Run'), 'Run');
    assert.equal(plural(1, '{0} row in {1}', '{0} rows in {1}', 'a.csv'), '1 row in a.csv');
    assert.equal(plural(1319, '{0} row in {1}', '{0} rows in {1}', 'a.csv'), '1,319 rows in a.csv');
    assert.equal(numberText(1234.5, { minimumFractionDigits: 2 }), '1,234.50');
    assert.equal(decimalText('+83.20 %'), '+83.20 %');
    assert.equal(dateText(new Date(2026, 4, 3), { dateStyle: 'medium' }), '3 May 2026');
    assert.equal(currentTexts(), undefined);
  });

  it('come from the bundle, their arguments in its order', () => {
    configureTexts({ locale: 'de', bundle });
    assert.equal(t('Row {0} of {1}', 2, 3), 'Von 3 Zeilen die 2.');
    assert.equal(tIn('verb', 'Run'), 'Ausführen');
    assert.equal(plural(1, '{0} row in {1}', '{0} rows in {1}', 'a.csv'), '1 Zeile in a.csv');
    assert.equal(
      plural(1319, '{0} row in {1}', '{0} rows in {1}', 'a.csv'),
      '1.319 Zeilen in a.csv',
    );
    assert.equal(numberText(1234.5), '1.234,5');
    assert.equal(decimalText('+83.20 %'), '+83,20 %');
    assert.equal(dateText(new Date(2026, 4, 3), { dateStyle: 'medium' }), '03.05.2026');
  });

  it('are English where nobody has translated them', () => {
    configureTexts({ locale: 'de', bundle });
    assert.equal(t('Nothing here'), 'Nothing here');
    assert.equal(t('Empty'), 'Empty');
    assert.equal(tIn('noun', 'Run'), 'Run');
  });

  it('take an argument as it is, whatever it looks like', () => {
    assert.equal(t('{0} and {1}', '{1}', '$&'), '{1} and $&');
    assert.equal(t('Write {{ answer }} and {0}'), 'Write {{ answer }} and {0}');
    assert.equal(t('{0} of {7}', 1), '1 of {7}');
  });

  it('have the forms for numbers that a language knows beyond one and many', () => {
    const polish = {
      '{0} rows': '{0} wierszy',
      '{0} row': '{0} wiersz',
      '{0} rows#few': '{0} wiersze',
    };
    configureTexts({ locale: 'pl', bundle: polish });
    assert.deepEqual(
      [1, 3, 5].map((count) => plural(count, '{0} row', '{0} rows')),
      ['1 wiersz', '3 wiersze', '5 wierszy'],
    );
  });
});

describe('the language of a terminal', () => {
  for (const [env, expected] of [
    [{}, 'en'],
    [{ LANG: 'de_DE.UTF-8' }, 'de'],
    [{ LANG: 'de_DE.UTF-8', LC_MESSAGES: 'en_GB' }, 'en'],
    [{ LC_ALL: 'C', LANG: 'de_DE' }, 'en'],
    [{ LC_ALL: '', LANG: 'de' }, 'de'],
    [{ LANG: 'POSIX' }, 'en'],
    [{ LANG: 'C.UTF-8' }, 'en'],
    [{ LANG: '../../etc' }, 'en'],
  ] as const) {
    it(`${JSON.stringify(env)} → ${expected}`, () => assert.equal(localeOf(env), expected));
  }
});
