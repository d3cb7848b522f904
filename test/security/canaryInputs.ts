import { CANARIES } from './canaries.js';

/** What people have in their folder, by file name, some of it against the rules. `endpoint`: its origin. */
export function canaryInputs(endpoint: string): ReadonlyMap<string, string> {
  const rows = [1, 2].map((n) => JSON.stringify({ question: `q${n}`, answer: 'a' }));
  const leaky = JSON.stringify({ question: `Is ${CANARIES.service} a key?`, answer: 'a' });
  const head =
    'type: classify\nlabels: [right, wrong]\npass_labels: [right]\nmodel_to_evaluate: answer\n';
  const judge = (more: string) =>
    `judge:\n  model: demo/judge\n  system_template: "{{ question }} {{ answer }}"\n${more}`;
  const external = (token: string, url = `${endpoint}/v1`) =>
    judge(
      `  model_source: external\n  external_base_url: ${url}\n  external_api_token: "${token}"\n`,
    );
  const json = (token: string) => ({
    type: 'classify',
    dataset: 'rows.jsonl',
    labels: ['right', 'wrong'],
    pass_labels: ['right'],
    model_to_evaluate: 'answer',
    judge: {
      model: 'demo/judge',
      model_source: 'external',
      system_template: '{{ question }} {{ answer }}',
      external_base_url: `${endpoint}/v1`,
      external_api_token: token,
    },
  });
  const parameters = { ...json(CANARIES.snippet), input_data_file_path: 'file-1' };
  const body = JSON.stringify({ type: 'classify', parameters });
  return new Map([
    ['rows.jsonl', `${rows.join('\n')}\n`],
    ['leaky.jsonl', `${leaky}\n${rows.join('\n')}\n`],
    ['service.eval.yaml', `${head}dataset: rows.jsonl\n${judge('  model_source: serverless\n')}`],
    ['local.eval.yaml', `${head}dataset: rows.jsonl\n${external('${env:JUDGE_KEY}')}`],
    ['leaky.eval.yaml', `${head}dataset: leaky.jsonl\n${external('${env:JUDGE_KEY}')}`],
    ['secret.eval.json', JSON.stringify(json('${secret:JUDGE}'))],
    ['literal.eval.json', JSON.stringify(json(CANARIES.literalJson))],
    ['literal.eval.yaml', `${head}dataset: rows.jsonl\n${external(CANARIES.literalYaml)}`],
    [
      'url.eval.yaml',
      `${head}dataset: rows.jsonl\n${external('${env:JUDGE_KEY}', `https://me:${CANARIES.specUrl}@judge.example/v1`)}`,
    ],
    [
      'number.eval.yaml',
      `${head}dataset: rows.jsonl\n${external('1').replace('"1"', '918273645546372')}`,
    ],
    [
      'snippet.sh',
      `curl https://api.together.xyz/v1/evaluation -H "Authorization: Bearer ${CANARIES.service}" -H 'Content-Type: application/json' -d '${body}'\n`,
    ],
    [
      'snippet.py',
      `client = Together(api_key="${CANARIES.service}")\nclient.evaluation.create(type="classify", labels=["right", "wrong"], pass_labels=["right"], model_to_evaluate="answer", input_data_file_path="file-1", judge_model="judge", judge_model_source="external", judge_external_api_token="${CANARIES.snippet}", judge_external_base_url="${endpoint}/v1", judge_system_template="{{ question }}")\n`,
    ],
  ]);
}
