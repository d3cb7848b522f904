import assert from 'node:assert/strict';
import type { ServiceFile } from '../../../../src/core/dataset/service/serviceFiles.js';
import { UserError } from '../../../../src/core/userError.js';
import {
  byPurpose,
  datasetLine,
  failureText,
  fileLine,
  fileText,
  holdsWords,
  type DatasetFacts,
  type FileSituation,
} from '../../../../src/ui/datasets/libraryLines.js';

const NOW = Date.parse('2026-11-26T12:00:00Z');

describe('the line of a dataset of the workspace', () => {
  const facts: DatasetFacts = {
    name: 'rows.jsonl',
    folder: 'data',
    path: '/project/data/rows.jsonl',
    specs: [],
    missing: false,
  };
  const cases: readonly (readonly [string, Partial<DatasetFacts>, string])[] = [
    ['nothing known', {}, 'data'],
    ['at the root', { folder: '' }, ''],
    ['size and rows', { bytes: 1_234_567, rows: 1319 }, '1.2 MB · 1,319 rows · data'],
    ['one row', { bytes: 10, rows: 1, folder: '' }, '10 B · 1 row'],
    ['used', { specs: ['a.eval.yaml'] }, 'used by a.eval.yaml · data'],
    [
      'used twice',
      { specs: ['a.eval.yaml', 'b.eval.yaml'] },
      'used by a.eval.yaml, b.eval.yaml · data',
    ],
    [
      'used by many',
      { specs: ['a', 'b', 'c', 'd'].map((name) => `${name}.eval.yaml`) },
      'used by a.eval.yaml, b.eval.yaml and 2 more · data',
    ],
    ['missing', { missing: true, specs: ['a.eval.yaml'] }, 'missing · used by a.eval.yaml · data'],
  ];
  for (const [name, over, description] of cases) {
    it(name, () => {
      const line = datasetLine({ ...facts, ...over });
      assert.deepEqual([line.label, line.description], ['rows.jsonl', description]);
      const isMissing = over.missing === true;
      assert.equal(line.contextValue, isMissing ? 'missing' : 'dataset');
      assert.equal(line.icon.id, isMissing ? 'warning' : 'table');
      assert.equal(line.accessibleLabel.includes('·'), false);
    });
  }

  it('tells everything in the tooltip, with nothing of it read as Markdown', () => {
    const line = datasetLine({
      ...facts,
      name: '[x](command:y).jsonl',
      bytes: 1_234_567,
      rows: 3,
      specs: ['a.eval.yaml', 'b.eval.yaml', 'c.eval.yaml'],
    });
    assert.equal(
      line.tooltip,
      [
        '**\\[x\\](command:y).jsonl**',
        '/project/data/rows.jsonl',
        '1,234,567 bytes · 3 rows',
        'Used by a.eval.yaml, b.eval.yaml, c.eval.yaml',
      ].join('\n\n'),
    );
  });
});

describe('the line of a file of the service', () => {
  const file: ServiceFile = {
    id: 'file-1',
    name: 'rows.jsonl',
    purpose: 'eval',
    bytes: 1_234_567,
    format: 'jsonl',
    createdAt: '2026-11-23T12:00:00Z',
  };
  const situation: FileSituation = {
    service: 'together',
    host: 'api.example.com',
    specs: [],
    isGrouped: false,
    now: NOW,
  };
  const cases: readonly {
    readonly name: string;
    readonly file?: Partial<ServiceFile>;
    readonly situation?: Partial<FileSituation>;
    readonly label?: string;
    readonly description: string;
    readonly context?: string;
    readonly icon?: string;
  }[] = [
    { name: 'size, purpose and age', description: '1.2 MB · eval · 3 d ago' },
    {
      name: 'under its purpose',
      situation: { isGrouped: true },
      description: '1.2 MB · 3 d ago',
    },
    {
      name: 'rows where they are counted',
      file: { rows: 500, purpose: 'fine-tune' },
      description: '1.2 MB · 500 rows · fine-tune · 3 d ago',
    },
    {
      name: 'used by a spec',
      situation: { specs: ['a.eval.yaml'], isGrouped: true },
      description: '1.2 MB · used by a.eval.yaml · 3 d ago',
    },
    {
      name: 'of the demo service',
      situation: { service: 'demo', isGrouped: true },
      description: '1.2 MB · 3 d ago · demo',
      context: 'file canPreview demo',
    },
    {
      name: 'Parquet',
      file: { name: 'rows.parquet' },
      label: 'rows.parquet',
      description: '1.2 MB · eval · 3 d ago',
      context: 'file together',
      icon: 'file-binary',
    },
    {
      name: 'a name with tricks',
      file: { name: 'a\n\u202Eb.jsonl' },
      label: 'a \uFFFDb.jsonl',
      description: '1.2 MB · eval · 3 d ago',
    },
  ];
  for (const { name, label, description, context, icon, ...over } of cases) {
    it(name, () => {
      const line = fileLine({ ...file, ...over.file }, { ...situation, ...over.situation });
      assert.deepEqual(
        [line.label, line.description, line.contextValue, line.icon.id],
        [
          label ?? 'rows.jsonl',
          description,
          context ?? 'file canPreview together',
          icon ?? 'table',
        ],
      );
    });
  }

  it('of which nothing is known but its id', () => {
    const bare = { id: 'file-9', name: 'file-9', purpose: '' };
    const line = fileLine(bare, situation);
    assert.deepEqual([line.label, line.description], ['file-9', '']);
    assert.equal(line.accessibleLabel, 'file-9, Without a purpose');
  });

  it('says its purpose to a screen reader, in words', () => {
    const { accessibleLabel } = fileLine(
      { ...file, rows: 3 },
      { ...situation, specs: ['a.eval.yaml'] },
    );
    assert.equal(
      accessibleLabel,
      'rows.jsonl, Evaluation datasets, 1.2 MB, 3 rows, used by a.eval.yaml, 3 d ago',
    );
  });

  it('tells everything in the tooltip', () => {
    const { tooltip } = fileLine({ ...file, rows: 3 }, { ...situation, specs: ['a.eval.yaml'] });
    const lines = tooltip.split('\n\n');
    assert.deepEqual(lines.slice(0, 4), [
      '**rows.jsonl**',
      '`file-1` at api.example.com',
      '1,234,567 bytes · 3 rows',
      'Evaluation datasets · eval · JSONL',
    ]);
    assert.match(lines[4] ?? '', /^Uploaded .*2026/);
    assert.deepEqual(lines.slice(5), [
      'Used by a.eval.yaml',
      'Opens with its first rows: about 1 MB is read, not the whole file.',
    ]);
  });

  it('a Parquet file says that it can’t be shown', () => {
    const { tooltip } = fileLine({ ...file, name: 'x.parquet' }, situation);
    assert.match(tooltip, /The rows of a Parquet file can’t be shown here; download it instead\.$/);
  });
});

describe('files by their purpose', () => {
  const file = (id: string, purpose: string): ServiceFile => ({ id, name: id, purpose });

  it('those for evaluations first, unknown ones last, each in the given order', () => {
    const files = ['zeta', 'fine-tune', 'eval', '', 'eval-output', 'eval', 'alpha'].map(
      (purpose, index) => file(`file-${index}`, purpose),
    );
    assert.deepEqual(
      byPurpose(files).map(({ purpose, files: members }) => [purpose, members.map(({ id }) => id)]),
      [
        ['eval', ['file-2', 'file-5']],
        ['eval-output', ['file-4']],
        ['fine-tune', ['file-1']],
        ['', ['file-3']],
        ['alpha', ['file-6']],
        ['zeta', ['file-0']],
      ],
    );
  });

  it('a purpose may be called like anything', () => {
    const [group] = byPurpose([file('file-1', '__proto__')]);
    assert.deepEqual([group?.purpose, group?.files.length], ['__proto__', 1]);
  });
});

describe('the filter', () => {
  const file: ServiceFile = { id: 'file-Ab1', name: 'Answers.csv', purpose: 'eval-output' };
  const text = fileText(file, ['judge.eval.yaml']);
  const cases: readonly (readonly [string, boolean])[] = [
    ['', true],
    ['answers', true],
    ['FILE-AB', true],
    ['results csv', true],
    ['eval-output judge', true],
    ['answers jsonl', false],
  ];
  for (const [filter, holds] of cases) {
    it(`"${filter}" ${holds ? 'holds' : 'does not hold'}`, () => {
      assert.equal(holdsWords(text, filter), holds);
    });
  }
});

describe('a list that did not come', () => {
  const cases = [
    ['unreachable', 'Can’t be reached'],
    ['auth', 'The API key was refused'],
    ['rate_limit', 'Too many requests'],
    ['server', 'Could not be listed'],
  ] as const;
  for (const [kind, text] of cases) {
    it(kind, () => assert.equal(failureText(new UserError(kind, 'x')), text));
  }
});
