import assert from 'node:assert/strict';
import fc from 'fast-check';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { gfmTable } from 'micromark-extension-gfm-table';
import { outcomeOf } from '../../../../src/core/judging/outcome.js';
import { markdownReport } from '../../../../src/core/report/markdownReport.js';
import { markdownText } from '../../../../src/core/markdownText.js';
import type { RunReport } from '../../../../src/core/report/runReport.js';
import { runStatistics } from '../../../../src/core/stats/runStatistics.js';
import { sampleRun } from '../../../webview/harness/sampleRun.js';
import { compared, judgedRows, memoryRun } from '../compare/comparedRuns.js';

/** A node of a parsed document, as far as these tests read it. */
interface Node {
  readonly type: string;
  readonly value?: string;
  readonly children?: readonly Node[];
}

const ROWS = 60;
const LONG = 'x'.repeat(900);

/** A report in which everything that others write is that text. */
function reportWith(text: string, rows = ROWS): RunReport {
  const sample = sampleRun({ type: 'classify', rows });
  const spec = {
    ...sample.manifest.spec,
    gates: { pass_rate: { min: 0.99 } },
  };
  const written = sample.rows.map((row) => ({
    result: { ...row.result, question: text, feedback: text },
    ...(row.details && {
      details: { ...row.details, outcome: outcomeOf(row.result, spec) },
    }),
  }));
  const models = { judge: { ...sample.manifest.models.judge, model: text } };
  return {
    manifest: {
      ...sample.manifest,
      ...{ spec, models, name: text, reason: text, status: 'completed', origin: text },
    },
    rows: written,
    statistics: runStatistics(spec, written),
    trust: text,
  };
}

/** Each kind of node with how often it is there, and the texts as they are read. */
function readAs(markdown: string): {
  readonly kinds: Readonly<Record<string, number>>;
  readonly text: string;
} {
  const kinds: Record<string, number> = {};
  const texts: string[] = [];
  const visit = ({ type, value, children }: Node): void => {
    kinds[type] = (kinds[type] ?? 0) + 1;
    if (value !== undefined) texts.push(value);
    for (const child of children ?? []) visit(child);
  };
  visit(
    fromMarkdown(markdown, {
      extensions: [gfmTable()],
      mdastExtensions: [gfmTableFromMarkdown()],
    }),
  );
  return { kinds, text: texts.join('\n') };
}

/** Pieces of which markup, links, references and mentions are made, and plain words between them. */
const hostileText = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...['@octocat', '#12', 'GH-7', 'https://evil.example', 'www.evil.example', '<img src=x>'],
        ...['</td>', '<!--', '-->', '`', '```', '*', '**', '_', '~~', '[x](y)', '![x](y)', '|'],
        ...['\n', '\r\n', '\n\n', '\n# ', '\n> ', '\n- ', '\n1. ', '\n---\n', '\n***\n', '\n    x'],
        ...[
          '\\',
          '&lt;',
          '&#64;',
          '$x$',
          '[^1]',
          '[x]: y',
          '\u0000',
          '\u2028',
          ' ',
          '\t',
          '- [ ] ',
        ],
        ...['+ ', '12) ', '=', '===', ':tada:', 'user@evil.example', 'mailto:a@b.c', '~', '{', '}'],
      ),
      fc.string({ unit: 'grapheme', maxLength: 8 }),
    ),
    { minLength: 1, maxLength: 12 },
  )
  .map((parts) => parts.join(''));

describe('the Markdown report', () => {
  it('is read as the same headings, tables and paragraphs, whatever others wrote', () => {
    const expected = readAs(markdownReport(reportWith('word'))).kinds;
    assert.equal(expected['table'], 4);
    // Of its own: a long list is folded away between these two.
    assert.equal(expected['html'], 2);
    for (const kind of ['link', 'image', 'code', 'inlineCode', 'list', 'blockquote']) {
      assert.equal(expected[kind], undefined, kind);
    }
    fc.assert(
      fc.property(hostileText, (text) => {
        // A name of blanks alone makes an empty heading: what is asked here is about texts.
        fc.pre(text.trim() !== '');
        const { kinds } = readAs(markdownReport(reportWith(`a ${text} b`, ROWS)));
        assert.deepEqual({ ...kinds, text: 0 }, { ...expected, text: 0 });
      }),
      { numRuns: 60 },
    );
  });

  it('mentions nobody, refers to nothing and links nowhere, once it is read', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const read = readAs(`a ${markdownText(text)}`).text;
        assert.doesNotMatch(read, /@\w|#\d|\bgh-\d|:\/\/|\bwww\./i);
      }),
      { numRuns: 2000 },
    );
  });

  it('regression: a text alone on its line starts no list, quote, heading or rule', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const { kinds } = readAs(markdownText(text));
        const { root, paragraph = 0, text: texts = 0, ...others } = kinds;
        assert.deepEqual([root, others], [1, {}]);
        assert.ok(paragraph <= 1 && texts <= 1);
      }),
      { numRuns: 2000 },
    );
  });

  for (const [name, text] of [
    ['long', 'x'.repeat(5000)],
    ['of four bytes a character', '🜁'.repeat(5000)],
    ['that grow when they are escaped', '&'.repeat(5000)],
  ] as const) {
    it(`regression: stays below 60,000 bytes with texts ${name}, and says what it left out`, () => {
      const report = markdownReport(reportWith(text, 2000));
      assert.ok(Buffer.byteLength(report) <= 60_000, `${Buffer.byteLength(report)} bytes`);
      const [, toRead = ''] = /(?:### |<summary>)([\d,]+) rows to read/.exec(report) ?? [];
      const total = Number(toRead.replaceAll(',', ''));
      const listed = report.match(/^\| \d+ \| (?:failed|invalid|judge error) \|/gm)?.length ?? 0;
      const [, more = ''] = /… and ([\d,]+) more\./.exec(report) ?? [];
      assert.equal(listed + Number(more.replaceAll(',', '')), total);
      assert.ok(total > 100 && listed > 0);
    });
  }

  it('keeps the answer and says that there is more where not even the sentences have room', async () => {
    const rows = judgedRows('classify', ['good', 'bad', 'good']);
    const run = memoryRun({ type: 'classify', rows });
    const comparison = { ...(await compared(run, run)), cautions: Array<string>(200).fill(LONG) };
    const baseline = {
      name: 'before',
      created: '2026-11-19T09:12:00.000Z',
      comparison,
      changed: [],
    };
    const report = markdownReport({ ...reportWith('word'), baseline });
    assert.ok(Buffer.byteLength(report) <= 60_000);
    assert.match(report, /^## word\n\n\*\*42 of 58 judged rows pass/);
    assert.match(report, /\n… and more than this report has room for\.\n$/);
    // Every line is whole: none is cut in the middle of an escape.
    const lines = report.split('\n').filter((line) => line.startsWith('xx'));
    assert.ok(lines.length > 50 && lines.every((line) => line === LONG));
  });
});
