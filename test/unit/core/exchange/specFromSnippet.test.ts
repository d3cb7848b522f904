import assert from 'node:assert/strict';
import fc from 'fast-check';
import { jobIdIn, specFromSnippet } from '../../../../src/core/exchange/specFromSnippet.js';
import { parseSpec } from '../../../../src/core/spec/parseSpec.js';
import { UserError } from '../../../../src/core/userError.js';

const SPEC = {
  type: 'classify',
  dataset: 'file-9',
  judge: { model: 'org/judge', model_source: 'serverless', system_template: 'Judge:\n{{ q }}' },
  labels: ['yes', 'no'],
  pass_labels: ['yes'],
  model_to_evaluate: 'answer',
};

const BODY = `{"type": "classify", "parameters": {"input_data_file_path": "file-9", "labels": ["yes", "no"],
  "pass_labels": ["yes"], "model_to_evaluate": "answer",
  "judge": {"model": "org/judge", "model_source": "serverless", "system_template": "Judge:\\n{{ q }}"}}}`;

const same: readonly (readonly [string, string])[] = [
  ['JSON', BODY],
  [
    'curl, single quotes',
    `curl -X POST https://api.together.ai/v1/evaluation \\\n  -H "Authorization: Bearer $TOGETHER_API_KEY" \\\n  -d '${BODY}'`,
  ],
  ['curl, --json and =', `curl "https://api.together.xyz/v1/evaluation" --json='${BODY}'`],
  [
    "curl, $'…'",
    `curl https://x.example/v1/evaluation --data $'${BODY.replaceAll('\\n', '\\\\n').replaceAll('\n', '\\n')}'`,
  ],
  [
    'curl, a quoted here-document',
    `curl https://api.together.ai/v1/evaluation -d @- <<'END'\n${BODY}\nEND\n`,
  ],
  [
    'curl, a variable between quotes',
    `FILE=file-9\ncurl --location https://api.together.ai/v1/evaluation --data '${BODY.replace('file-9', `'"$FILE"'`)}'`,
  ],
  ['curl, Windows line ends', `curl https://api.together.ai/v1/evaluation \\\r\n -d '${BODY}'\r\n`],
  [
    'Python, first SDK',
    `from together import Together
client = Together()
TEMPLATE = ("Judge:" # the rubric
    "\\n" '{{ q }}')
response = client.evaluation.create(
    type="classify",
    judge_model_name='org/judge', judge_model_source="serverless",
    judge_system_template=TEMPLATE,
    input_data_file_path=f"file-9",
    labels=("yes", "no"), pass_labels=["yes",],
    model_to_evaluate="answer", model_a=None,
)`,
  ],
  [
    'Python, second SDK, typed and spread',
    `judge: dict = {"model": "org/judge", "model_source": "serverless"}
params = dict(labels=["yes", "no"], pass_labels=["yes"], model_to_evaluate="answer")
job = client.evals.create(
    type="classify",
    parameters=ParametersEvaluationClassifyParameters(
        judge={**judge, "system_template": """Judge:
{{ q }}"""},
        input_data_file_path="file-9",
        **params,
    ),
)`,
  ],
  [
    'TypeScript',
    `import Together from 'together-ai';
const labels = ['yes', 'no'];
const evaluation = await new Together().evals.create({
  type: 'classify', // the type
  parameters: {
    judge: { model: 'org/judge', model_source: 'serverless' as const, system_template: \`Judge:
{{ q }}\` },
    input_data_file_path: "file-9", labels, pass_labels: ['yes'],
    model_to_evaluate: 'ans' + "wer",
  },
});`,
  ],
  [
    'the command line',
    `together evals create --type classify --input-data-file-path=file-9 --judge-model org/judge \\
  --judge-model-source serverless --judge-system-template $'Judge:\\n{{ q }}' \\
  --labels yes,no --pass-labels yes --model-field answer`,
  ],
];

describe('a spec from a snippet', () => {
  for (const [name, snippet] of same) {
    for (const format of ['yaml', 'json'] as const) {
      it(`reads ${name} into ${format}`, () => {
        const made = specFromSnippet(snippet, format);
        const { spec, problems } = parseSpec(made.text, `x.eval.${format}`);
        assert.deepEqual(
          problems.filter(({ severity }) => severity === 'error'),
          [],
        );
        assert.deepEqual(spec, { name: 'classify from a snippet', ...SPEC });
        assert.deepEqual([made.leftOut, made.keys, made.problems], [[], [], []]);
      });
    }
  }

  it('writes long templates as blocks', () => {
    assert.match(
      specFromSnippet(BODY, 'yaml').text,
      /system_template: \|-\n {4}Judge:\n {4}\{\{ q \}\}\n/,
    );
  });

  it('never writes a key: it is named after its provider and handed over with its address', () => {
    const key = 'sk-do-not-keep-me';
    const external = `"model": "openai/gpt-5", "model_source": "external", "external_api_token": "${key}"`;
    const snippet = BODY.replace('"model": "org/judge", "model_source": "serverless"', external);
    const made = specFromSnippet(snippet, 'yaml');
    assert.ok(!made.text.includes(key));
    assert.match(made.text, /external_api_token: \$\{secret:OPENAI_API_KEY\}/);
    assert.deepEqual(made.keys, [
      { name: 'OPENAI_API_KEY', value: key, origin: 'https://api.openai.com' },
    ]);
  });

  it('says what only a run would tell, with its line', () => {
    const made = specFromSnippet(
      `job = client.evals.create(
    type="score",
    parameters={
        "judge": {"model": pick(), "model_source": "serverless", "system_template": f"{rubric}"},
        "input_data_file_path": uploaded.id, "min_score": 1, "max_score": 5, "pass_threshold": 3,
        "model_to_evaluate": "answer",
        "color": "blue",
    },
)`,
      'yaml',
    );
    assert.deepEqual(made.leftOut, [
      { what: 'judge.model', line: 4 },
      { what: 'judge.system_template', line: 4 },
      { what: 'color', line: 7 },
    ]);
    assert.equal(made.problems.length > 0, true);
    assert.deepEqual(made.keys, []);
  });

  it('takes the uploaded file as dataset', () => {
    const snippet = `up = client.files.upload(file="data/rows.jsonl", purpose="eval")
client.evals.create(type="classify", parameters=${BODY.slice(BODY.indexOf('{"input')).slice(0, -1).replace('"file-9"', 'up.id')})`;
    assert.equal(specFromSnippet(snippet, 'yaml').dataset, 'data/rows.jsonl');
  });

  const refused: readonly (readonly [string, string, RegExp])[] = [
    [
      'a body in a file',
      'curl https://x.example/v1/evaluation -d @body.json',
      /is in the file body\.json; paste/,
    ],
    [
      'a body that is no JSON',
      "curl https://x.example/v1/evaluation -d '{'",
      /from line 1 on, is no JSON/,
    ],
    ['an open quote', "curl https://x.example/v1/evaluation -d '{", /Line 1 .*quote is not closed/],
    ['any other text', 'Hello, world.', /There is no job in this text/],
    ['no type', '{"parameters": {"judge": {}}}', /no type of evaluation/],
  ];
  for (const [name, snippet, message] of refused) {
    it(`refuses ${name}`, () => {
      assert.throws(
        () => specFromSnippet(snippet, 'yaml'),
        (error) => error instanceof UserError && message.test(error.message),
      );
    });
  }

  it('ends on anything, deep or broken, with a spec or a sentence', () => {
    const parts = [
      'evals.create(',
      'curl /evaluation -d ',
      '{',
      '[',
      '(',
      ')',
      '"',
      "'",
      '`',
      '\\',
      '$(',
      '<<X',
      '\n',
      'type="score"',
      ',',
      '=',
      ':',
      '"""',
      'f"',
      'parameters',
      ' ',
    ];
    const text = fc.array(fc.constantFrom(...parts), { maxLength: 60 }).map((all) => all.join(''));
    fc.assert(
      fc.property(text, (snippet) => {
        try {
          return typeof specFromSnippet(snippet, 'yaml').text === 'string';
        } catch (error) {
          return error instanceof UserError;
        }
      }),
      { numRuns: 2000 },
    );
    for (const deep of [
      'client.evals.create(type=' + '['.repeat(100_000),
      'a=('.repeat(20_000) + 'evals.create(',
      'a=f(b,'.repeat(10_000) + 'evals.create(' + ')'.repeat(10_000),
      'curl /evaluation ' + '$('.repeat(100_000),
    ]) {
      assert.throws(() => specFromSnippet(deep, 'yaml'), UserError);
    }
  });

  it('knows a job by its id or its page', () => {
    assert.equal(jobIdIn(' eval-1a2b-1790000000\n'), 'eval-1a2b-1790000000');
    assert.equal(
      jobIdIn('https://api.together.ai/evaluations/result/eval-1a2b-1790000000?tab=rows'),
      'eval-1a2b-1790000000',
    );
    assert.equal(jobIdIn('see eval-1a2b-1790000000'), undefined);
  });
});
