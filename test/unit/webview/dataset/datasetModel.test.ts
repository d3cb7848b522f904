import assert from 'node:assert/strict';
import type { DatasetStateView, SurveyView } from '../../../../src/shared/datasetViews.js';
import {
  UNKNOWN_DATASET,
  searchKey,
  takeNews,
} from '../../../../src/webview/dataset/datasetModel.js';
import type { DatasetModel, DatasetNews } from '../../../../src/webview/dataset/datasetModel.js';
import { ALL_ROWS, queryKey } from '../../../../src/webview/dataset/query/rowQuery.js';

const state: DatasetStateView = {
  version: 1,
  bytes: 1000,
  format: 'JSONL',
  isCsv: false,
  encoding: null,
  columns: ['id', 'answer'],
  rows: 10,
  blankLines: 0,
  isIndexed: true,
  share: 1,
  failure: null,
};
const query = { filters: [], order: { column: 'id', descending: true } };
const find = { text: 'a', matchCase: false, wholeWord: false, regex: false };
const survey: SurveyView = {
  version: 1,
  rows: 10,
  columns: [],
  columnsLeftOut: 0,
  problems: [],
  problemCount: 0,
  marked: [],
};
const opened: DatasetNews = {
  kind: 'opened',
  reply: { name: 'a.jsonl', path: 'a.jsonl', partial: null, row: null, state, isTrusted: true },
};
const listed = (rows: number, share: number, isDone = false): DatasetNews => ({
  kind: 'list',
  event: { version: 1, query, rows, share, isDone, failure: null },
});
const begunList: DatasetNews = { kind: 'begun', work: 'list', key: queryKey(query) };

function after(...news: readonly DatasetNews[]): DatasetModel {
  return news.reduce(takeNews, UNKNOWN_DATASET);
}

describe('datasetModel', () => {
  it('knows file and state once it is open', () => {
    const model = after({ kind: 'not opened', failure: 'It is locked.' }, opened);
    assert.deepEqual(
      [model.file, model.state, model.failure, model.changes],
      [{ name: 'a.jsonl', path: 'a.jsonl', isTrusted: true }, state, null, 0],
    );
  });

  it('keeps the same array of columns while they are the same', () => {
    const model = after(opened, {
      kind: 'state',
      state: { ...state, rows: 20, columns: [...state.columns] },
    });
    const columns = model.state?.columns;
    assert.equal(columns, state.columns);
    assert.equal(model.state?.rows, 20);
  });

  it('follows a list as far as it is', () => {
    assert.equal(after(opened, begunList).list?.phase, 'running');
    assert.deepEqual(after(opened, begunList, listed(3, 0.5)).list, {
      key: queryKey(query),
      phase: 'running',
      share: 0.5,
      rows: 3,
      failure: null,
    });
    assert.equal(after(opened, begunList, listed(7, 1, true)).list?.phase, 'done');
  });

  it('takes no word of another list or of another content', () => {
    const other: DatasetNews = {
      kind: 'list',
      event: { version: 1, query: ALL_ROWS, rows: 3, share: 1, isDone: true, failure: null },
    };
    const old: DatasetNews = {
      kind: 'list',
      event: { version: 0, query, rows: 3, share: 1, isDone: true, failure: null },
    };
    const model = after(opened, begunList);
    assert.equal(takeNews(model, other), model);
    assert.equal(takeNews(model, old), model);
  });

  it('stays stopped when a late word of it comes, and done when it is stopped late', () => {
    const stopped: DatasetNews = { kind: 'stopped', work: 'list' };
    const late = after(opened, begunList, listed(3, 0.5), stopped, listed(4, 0.6)).list;
    assert.deepEqual([late?.phase, late?.rows], ['stopped', 4]);
    assert.equal(after(opened, begunList, listed(7, 1, true), stopped).list?.phase, 'done');
  });

  it('says why work failed', () => {
    const model = after(opened, begunList, {
      kind: 'refused',
      work: 'list',
      failure: 'The disk is full.',
    });
    assert.deepEqual([model.list?.phase, model.list?.failure], ['failed', 'The disk is full.']);
  });

  it('forgets all that was of the old content when the file changed', () => {
    const model = after(
      opened,
      { kind: 'begun', work: 'survey' },
      { kind: 'survey', event: { share: 1, result: survey, failure: null } },
      begunList,
      listed(7, 1, true),
      { kind: 'begun', work: 'find', key: searchKey(query, find) },
    );
    assert.equal(model.profile, survey);
    const changed = takeNews(model, { kind: 'state', state: { ...state, version: 2 } });
    assert.deepEqual(
      [changed.changes, changed.survey, changed.profile, changed.list, changed.find],
      [1, null, null, null, null],
    );
    const late: DatasetNews = {
      kind: 'survey',
      event: { share: 1, result: survey, failure: null },
    };
    assert.equal(takeNews(changed, late).profile, null);
  });

  it('follows the survey, and a search by its text and list', () => {
    const running: DatasetNews = {
      kind: 'survey',
      event: { share: 0.4, result: null, failure: null },
    };
    assert.equal(after(opened, running).survey, null);
    assert.equal(after(opened, { kind: 'begun', work: 'survey' }, running).survey?.share, 0.4);
    const found: DatasetNews = {
      kind: 'find',
      event: { version: 1, query, find, rows: 2, share: 1, isDone: true, failure: null },
    };
    const begun: DatasetNews = { kind: 'begun', work: 'find', key: searchKey(query, find) };
    assert.equal(after(opened, begun, found).find?.rows, 2);
    const other = { ...begun, key: searchKey(query, { ...find, text: 'b' }) };
    assert.equal(after(opened, other, found).find?.rows, 0);
  });

  it('puts specs that are open first', () => {
    const spec = (name: string, isOpen: boolean) => ({
      spec: name,
      uri: name,
      columns: [],
      isOpen,
    });
    const model = after({
      kind: 'uses',
      specs: [spec('a', false), spec('b', true), spec('c', false)],
    });
    assert.deepEqual(
      model.uses.map((use) => use.spec),
      ['b', 'a', 'c'],
    );
  });
});
