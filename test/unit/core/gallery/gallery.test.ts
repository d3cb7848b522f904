import assert from 'node:assert/strict';
import { GALLERY, galleryTemplate } from '../../../../src/core/gallery/gallery.js';
import { gallerySpecText } from '../../../../src/core/gallery/gallerySpec.js';
import {
  checkMapping,
  guessColumns,
  missingColumns,
  neededColumns,
} from '../../../../src/core/gallery/mapColumns.js';
import type { GalleryTemplate } from '../../../../src/core/gallery/galleryTemplate.js';
import { parseSpec } from '../../../../src/core/spec/parseSpec.js';
import { responseColumns, templateFields } from '../../../../src/core/spec/specTemplates.js';
import { templateColumns } from '../../../../src/core/template/renderTemplate.js';
import { UserError } from '../../../../src/core/userError.js';

const FORMATS = ['json', 'jsonc', 'yaml'] as const;
const by = (id: string): GalleryTemplate => {
  const found = galleryTemplate(id);
  assert.ok(found, id);
  return found;
};

describe('the gallery of rubrics', () => {
  it('has rubrics of every type, each with its own id and a source that can be followed', () => {
    assert.ok(GALLERY.length >= 9);
    assert.equal(new Set(GALLERY.map(({ id }) => id)).size, GALLERY.length);
    const types = new Set(GALLERY.map(({ verdict }) => verdict.type));
    assert.deepEqual([...types].sort(), ['classify', 'compare', 'score']);
    for (const { id, sources } of GALLERY) {
      for (const { url, year, authors } of sources) {
        assert.match(url, /^https:\/\/(arxiv\.org\/abs\/\d{4}\.\d{5}|github\.com\/)/, id);
        assert.ok(year >= 2020 && authors.length > 3, id);
      }
    }
  });

  for (const template of GALLERY) {
    it(`${template.id}: names its columns and no other, and is a valid spec in every format`, () => {
      assert.deepEqual(
        [...new Set(templateColumns(template.rubric))].sort(),
        template.columns.map(({ id }) => id).sort(),
      );
      const columns = neededColumns(template).map(({ id }) => `my_${id}`);
      const mapping = Object.fromEntries(neededColumns(template).map(({ id }) => [id, `my_${id}`]));
      checkMapping(template, columns, mapping);
      for (const format of FORMATS) {
        const text = gallerySpecText(template, {
          datasetPath: 'data/rows.jsonl',
          mapping,
          first: {},
          format,
        });
        const { spec, problems } = parseSpec(text, `a.eval.${format}`);
        assert.deepEqual(problems, []);
        assert.ok(spec && spec.type === template.verdict.type);
        assert.ok(text.includes(template.sources[0].url), 'cites its source');
        const used = templateFields(spec).flatMap(({ source }) =>
          templateColumns(source as string),
        );
        const named = [...used, ...responseColumns(spec).map(({ column }) => column)];
        assert.deepEqual([...new Set(named)].sort(), columns.sort());
      }
    });
  }

  const guesses: readonly [string, readonly string[], Record<string, string>][] = [
    [
      'correctness',
      ['id', 'question', 'policy', 'reference', 'answer_v1', 'answer_v2'],
      { question: 'question', reference: 'reference', response: 'answer_v1' },
    ],
    [
      'faithfulness',
      ['user_query', 'retrieved_passages', 'output'],
      { question: 'user_query', context: 'retrieved_passages', response: 'output' },
    ],
    [
      'summary-preference',
      ['id', 'ticket', 'summary_v1', 'summary_v2'],
      { source: 'ticket', response_a: 'summary_v1', response_b: 'summary_v2' },
    ],
    ['summary', ['Article', 'Summary'], { source: 'Article', response: 'Summary' }],
    ['preference', ['prompt', 'a', 'b'], { question: 'prompt' }],
    ['helpfulness', ['id', 'Best Answer'], {}],
  ];
  for (const [id, columns, expected] of guesses) {
    it(`${id}: finds its columns among ${columns.join(', ')}`, () => {
      assert.deepEqual(guessColumns(by(id), columns), expected);
    });
  }

  it('keeps what was said, and says what is missing', () => {
    const columns = ['question', 'reference', 'answer_v1', 'answer_v2'];
    const given = { response: 'answer_v2' };
    const mapping = guessColumns(by('correctness'), columns, { given });
    assert.equal(mapping['response'], 'answer_v2');
    assert.deepEqual(missingColumns(by('correctness'), mapping), []);
    const missing = missingColumns(by('faithfulness'), guessColumns(by('faithfulness'), columns));
    assert.deepEqual(
      missing.map(({ id }) => id),
      ['context'],
    );
  });

  const refused: readonly [string, Record<string, string>, RegExp][] = [
    ['no part of the rubric', { contexts: 'question' }, /has no “contexts”; it takes response,/],
    ['no column', { question: 'query' }, /no column “query” for “question”/],
    ['a name that no template has', { question: 'My Question' }, /No template can name/],
  ];
  for (const [what, mapping, message] of refused) {
    it(`refuses ${what}`, () => {
      assert.throws(
        () => checkMapping(by('correctness'), ['question', 'My Question'], mapping),
        (error) => error instanceof UserError && message.test(error.message),
      );
    });
  }

  it('lets a model answer where no column holds responses', () => {
    const text = gallerySpecText(by('helpfulness'), {
      datasetPath: 'q.csv',
      mapping: { question: 'turns' },
      first: { turns: ['one', 'two'] },
      format: 'yaml',
    });
    const { spec, problems } = parseSpec(text, 'a.eval.yaml');
    assert.deepEqual(problems, []);
    assert.ok(spec?.type === 'score' && typeof spec.model_to_evaluate === 'object');
    assert.equal(spec.model_to_evaluate.input_template, '{{ turns[0] }}');
  });
});
