import assert from 'node:assert/strict';
import type { FilterView } from '../../../../../src/shared/datasetViews.js';
import {
  EMPTY_DRAFT,
  draftOf,
  readDraft,
} from '../../../../../src/webview/dataset/query/filterDraft.js';
import type { FilterDraft } from '../../../../../src/webview/dataset/query/filterDraft.js';
import { filterSentence } from '../../../../../src/webview/dataset/query/filterWords.js';
import {
  ALL_ROWS,
  changeFilter,
  isWhole,
  negated,
  nextOrder,
  queryKey,
  withFilter,
} from '../../../../../src/webview/dataset/query/rowQuery.js';

const plain = { matchCase: false, wholeWord: false, regex: false };

const forms: { draft: Partial<FilterDraft>; filter: FilterView; words: string }[] = [
  {
    draft: { column: 'answer', text: 'refund' },
    filter: { kind: 'text', column: 'answer', text: 'refund', ...plain },
    words: 'answer contains “refund”',
  },
  {
    draft: { text: 'refund', condition: 'lacks', matchCase: true, wholeWord: true },
    filter: {
      kind: 'text',
      column: null,
      text: 'refund',
      matchCase: true,
      wholeWord: true,
      regex: false,
      not: true,
    },
    words: 'Any column does not contain “refund”',
  },
  {
    draft: { column: 'id', text: '^T-\\d+$', condition: 'matches' },
    filter: { kind: 'text', column: 'id', text: '^T-\\d+$', ...plain, regex: true },
    words: 'id matches /^T-\\d+$/',
  },
  {
    draft: { column: 'kind', text: '', condition: 'is' },
    filter: { kind: 'equals', column: 'kind', text: '' },
    words: 'kind is “”',
  },
  {
    draft: { column: 'kind', text: 'a\n b', condition: 'differs' },
    filter: { kind: 'equals', column: 'kind', text: 'a\n b', not: true },
    words: 'kind is not “a b”',
  },
  {
    draft: { column: 'answer', condition: 'empty' },
    filter: { kind: 'empty', column: 'answer' },
    words: 'answer is empty',
  },
  {
    draft: { column: 'answer', condition: 'filled' },
    filter: { kind: 'empty', column: 'answer', not: true },
    words: 'answer is not empty',
  },
  {
    draft: { column: 'length', condition: 'between', min: '-1.5', max: '2000' },
    filter: { kind: 'range', column: 'length', min: -1.5, max: 2000 },
    words: 'length is -1.5 to 2000',
  },
  {
    draft: { column: 'length', condition: 'between', min: '3', max: '' },
    filter: { kind: 'range', column: 'length', min: 3, max: null },
    words: 'length is at least 3',
  },
  {
    draft: { column: 'length', condition: 'outside', min: '', max: '10' },
    filter: { kind: 'range', column: 'length', min: null, max: 10, not: true },
    words: 'length is not at most 10',
  },
];

describe('filters', () => {
  for (const { draft, filter, words } of forms) {
    it(words, () => {
      const written = { ...EMPTY_DRAFT, ...draft };
      assert.deepEqual(readDraft(written), filter);
      assert.deepEqual(draftOf(filter), written);
      assert.equal(filterSentence(filter), words);
    });
  }

  const faults: [draft: Partial<FilterDraft>, field: string, message: RegExp][] = [
    [{ text: '' }, 'text', /^Write what to look for\.$/],
    [{ text: '(', condition: 'matches' }, 'text', /^This is no regular expression: unterminated/],
    [{ text: 'x', condition: 'is' }, 'column', /^Choose a column/],
    [{ column: 'n', condition: 'between' }, 'min', /at least one end/],
    [{ column: 'n', condition: 'between', min: '1,5' }, 'min', /^That is no number/],
    [{ column: 'n', condition: 'between', min: '1', max: '0x' }, 'max', /^That is no number/],
    [{ column: 'n', condition: 'between', min: 'Infinity' }, 'min', /^That is no number/],
    [{ column: 'n', condition: 'between', min: '5', max: '3' }, 'max', /smaller than the first/],
  ];
  for (const [draft, field, message] of faults) {
    it(`says in place what is wrong with ${JSON.stringify(draft)}`, () => {
      const fault = readDraft({ ...EMPTY_DRAFT, ...draft });
      assert.ok('message' in fault);
      assert.equal(fault.field, field);
      assert.match(fault.message, message);
    });
  }

  it('has no form for rows with problems, but words', () => {
    const some: FilterView = { kind: 'marked', marks: ['broken', 'extra-fields'] };
    const every: FilterView = {
      kind: 'marked',
      marks: [
        'broken',
        'extra-fields',
        'missing-fields',
        'stray-quote',
        'repeated-key',
        'bad-bytes',
      ],
    };
    assert.equal(draftOf(some), null);
    assert.deepEqual([some, negated(some), every, negated(every)].map(filterSentence), [
      'Rows that can’t be read or with extra fields',
      'Rows other than those that can’t be read or with extra fields',
      'Rows with problems',
      'Rows without problems',
    ]);
  });
});

describe('row query', () => {
  const filter: FilterView = { kind: 'empty', column: 'answer' };

  it('knows the list of all rows', () => {
    assert.equal(isWhole(ALL_ROWS), true);
    assert.equal(isWhole({ ...ALL_ROWS, order: { column: 'a', descending: false } }), false);
    assert.equal(isWhole(withFilter(ALL_ROWS, filter)), false);
  });

  it('has one key for one list, however it was written', () => {
    const written = { order: null, filters: [{ column: 'answer', not: false, kind: 'empty' }] };
    assert.equal(queryKey(written as typeof ALL_ROWS), queryKey(withFilter(ALL_ROWS, filter)));
    assert.notEqual(
      queryKey(withFilter(ALL_ROWS, negated(filter))),
      queryKey(withFilter(ALL_ROWS, filter)),
    );
  });

  it('takes a filter once, turns it round, takes it out', () => {
    const one = withFilter(withFilter(ALL_ROWS, filter), filter);
    assert.deepEqual(one.filters, [filter]);
    assert.deepEqual(changeFilter(one, 0, negated(filter)).filters, [{ ...filter, not: true }]);
    assert.deepEqual(changeFilter(one, 0, null), ALL_ROWS);
  });

  it('sorts in three steps, each column for itself', () => {
    const up = { column: 'a', descending: false };
    const down = { column: 'a', descending: true };
    assert.deepEqual(nextOrder(ALL_ROWS, 'a'), up);
    assert.deepEqual(nextOrder({ ...ALL_ROWS, order: up }, 'a'), down);
    assert.equal(nextOrder({ ...ALL_ROWS, order: down }, 'a'), null);
    assert.deepEqual(nextOrder({ ...ALL_ROWS, order: down }, 'b'), { ...up, column: 'b' });
  });
});
