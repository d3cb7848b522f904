import assert from 'node:assert/strict';
import { parseSample } from '../../../src/core/dataset/rows/parseSample.js';
import { parseWhere } from '../../../src/core/dataset/query/parseWhere.js';
import { readRowNumbers } from '../../../src/core/dataset/rows/readRowNumbers.js';
import { jobIdIn, specFromSnippet } from '../../../src/core/exchange/specFromSnippet.js';
import { readPrices } from '../../../src/core/models/readPrices.js';
import { parseSpec } from '../../../src/core/spec/parseSpec.js';
import { allowed } from './allowed.js';
import type { FuzzTarget } from './fuzzTarget.js';

const JOB = {
  type: 'classify',
  parameters: {
    judge: { model: 'a/b', model_source: 'serverless', system_template: 'Is it "good"? {{ x }}' },
    labels: ['good', 'bad'],
    pass_labels: ['good'],
    model_to_evaluate: 'answer',
    input_data_file_path: 'file-1',
  },
};
const JSON_TEXT = JSON.stringify(JOB, null, 2);
const SHELL = [
  `curl -X POST https://api.together.ai/v1/evaluation -H "Authorization: Bearer $KEY" -d '${JSON.stringify(JOB)}'`,
  `curl --url https://h/v1/evaluation \\\n  --json @- <<'EOF'\n${JSON_TEXT}\nEOF\n`,
  `tg evals create --type classify --judge-model a/b --judge-model-source serverless --judge-system-template $'a\\'b\\n' --labels good,bad --pass-labels good --model-to-evaluate answer --input-data-file-path file-1`,
];
const CODE = [
  `from together import Together\nclient = Together()\njob = client.evals.create(type="classify", parameters={"judge": {"model": 'a/b', "model_source": "serverless", "system_template": """Is it\n{{ x }}?"""}, "labels": ["good", "bad"], "pass_labels": ["good"], "model_to_evaluate": "answer", "input_data_file_path": os.environ["FILE"]})\n`,
  "const client = new Together();\nconst job = await client.evals.create({ type: 'score', parameters: { judge: { model: 'a/b', model_source: 'serverless', system_template: `a ${'b'}` }, min_score: 0x0, max_score: 1e1, pass_threshold: .5, model_to_evaluate: 'answer', input_data_file_path: file.id } });\n",
];
const SHELL_WORDS = [
  ...["$'", '<<EOF\n', "<<-'X'\n", '$(', '${A:-', '\\\n', "'\\''", '--data-raw=', '@file', '| sh'],
];
const CODE_WORDS = [
  ...[
    '"""',
    "'''",
    'f"',
    "r'",
    '`${',
    '...',
    '**{',
    'lambda x:',
    '/*',
    '# ',
    '=>',
    '0b1',
    '{[(',
    '((((',
  ],
];

export const targets: readonly FuzzTarget[] = [
  { name: 'JSON job', valid: [JSON_TEXT], check: checkSnippet },
  { name: 'shell snippet', valid: SHELL, words: SHELL_WORDS, check: checkSnippet },
  { name: 'script', valid: CODE, words: CODE_WORDS, check: checkSnippet },
  {
    name: 'conditions',
    valid: ['answer~"a b"', "a.b!=''", 'score>=1.5', 'x is empty', '"a ""b"""=/x+/', '1-3, 7..9'],
    words: ['~', '!~', '/(a+)+$/', '=', '>=', '""', ' '],
    check: checkConditions,
  },
];

async function checkSnippet(bytes: Buffer): Promise<void> {
  const text = bytes.toString('utf8');
  jobIdIn(text);
  for (const [format, path] of [
    ['yaml', 'a.yaml'],
    ['json', 'a.json'],
  ] as const) {
    const made = await allowed(() => specFromSnippet(text, format));
    // What is made of it is a spec of its format, whatever it says.
    if (made) assert.ok(!parseSpec(made.text, path).problems.some(({ code }) => code === 'syntax'));
  }
}

function checkConditions(bytes: Buffer): void {
  const text = bytes.toString('utf8');
  const { problem, filters } = parseWhere(text, { matchCase: false });
  if (problem) assert.equal(filters.length, 0);
  if (problem) assert.match(problem.message, /^\S.{0,500}$/s);
  readRowNumbers(text);
  parseSample(text);
  const prices = readPrices({ [text]: { input: 1, output: text } });
  assert.ok(!prices.ok);
}
