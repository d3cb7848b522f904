import { readAccount } from '../../src/backends/together/readAccount.js';
import { fetchModelList } from '../../src/backends/together/modelLists.js';
import { createServiceFiles } from '../../src/backends/together/serviceFiles.js';
import { createServiceJobs } from '../../src/backends/together/jobs/serviceJobs.js';
import type { ServiceOptions } from '../../src/backends/together/serviceOptions.js';
import { createTogetherBackend } from '../../src/backends/together/togetherBackend.js';
import { runManifestSchema } from '../../src/core/runs/manifest.js';
import { readServiceParameters } from '../../src/core/spec/serviceParameters.js';
import type { DatasetFiles } from '../../src/core/dataset/dataset.js';
import type { PartFile } from '../../src/core/partFile.js';
import type { EvalPlan } from '../../src/core/runs/evalBackend.js';
import { fakeClock, forever, serviceOptions } from '../unit/backends/together/fakeService.js';
import { contractRow, contractSpecs } from '../contract/ports/contractPlan.js';
import { collect, follow } from '../contract/ports/evalBackendContract.js';

const ORIGIN = 'http://127.0.0.1:9';
const JOB = 'eval-1a2b-1767225600';
const INPUT = 'file-11111111-2222-3333-4444-555555555555';
const RESULTS = 'file-66666666-7777-8888-9999-000000000000';

const spec = contractSpecs({ model_source: 'serverless' }).classify;
const parameters = {
  judge: spec.judge,
  labels: ['good', 'bad'],
  pass_labels: ['good'],
  model_to_evaluate: 'answer_a',
  input_data_file_path: INPUT,
};
const job = {
  workflow_id: JOB,
  type: 'classify',
  status: 'completed',
  parameters,
  results: {
    result_file_id: RESULTS,
    label_counts: '{"good": 2, "bad": 1}',
    generation_fail_count: 0,
    judge_fail_count: 0,
    invalid_label_count: 0,
    pass_percentage: 66.7,
  },
  // Later than any launch: it is found again.
  created_at: '2099-01-01T00:00:00.123456Z',
  updated_at: '2026-01-01T00:01:00.123456Z',
  status_updates: [
    { status: 'running', message: 'Job running', timestamp: '2026-01-01T00:00:10.123456Z' },
    { status: 'completed', message: 'Job completed', timestamp: '2026-01-01T00:01:00.123456Z' },
  ],
};
const file = (id: string) => ({
  id,
  object: 'file',
  created_at: 1_767_225_600,
  filename: 'answers-1a2b3c4d.jsonl',
  bytes: 300,
  purpose: 'eval',
  FileType: 'jsonl',
  LineCount: 3,
  Processed: true,
});
const inputRows = [1, 2, 3].map((row) => JSON.stringify(contractRow(row)));
const resultRows = [1, 2, 3].map((row) =>
  JSON.stringify({
    ...contractRow(row),
    label: row === 2 ? 'bad' : 'good',
    feedback: 'fine',
    evaluation_successful: true,
    'judge raw output': '{"feedback":"fine","label":"good"}',
  }),
);
const error = { error: { message: 'no: Bearer x', type: 'invalid_request_error', code: null } };

/** What the service truly answers, by the request. */
const ANSWERS: readonly (readonly [site: RegExp, body: string])[] = [
  [
    /^GET \/evaluation\?/,
    JSON.stringify([job, { ...job, workflow_id: 'eval-2', status: 'queued', type: 'score' }]),
  ],
  [/^GET \/evaluation\/model-list/, JSON.stringify({ model_list: ['m/one', 'm/two'] })],
  [/^GET \/evaluation\/eval-/, JSON.stringify(job)],
  [/^POST \/evaluation$/, JSON.stringify({ workflow_id: JOB, status: 'pending' })],
  [/^GET \/whoami$/, JSON.stringify({ organization_name: 'Org', user_id: 'u', api_key_id: 'k' })],
  [
    /^GET \/models$/,
    JSON.stringify([
      { id: 'm/one', type: 'chat', context_length: 1024, pricing: { input: 1, output: '2.5' } },
    ]),
  ],
  [
    /^GET \/endpoints/,
    JSON.stringify({
      data: [{ id: 'e-1', name: 'own', model: 'm/one', type: 'dedicated', state: 'STARTED' }],
    }),
  ],
  [/^GET \/files$/, JSON.stringify({ data: [file(INPUT), file(RESULTS)] })],
  [/^GET \/files\/file-1[^/]*\/content$/, `${inputRows.join('\n')}\n`],
  [/^GET \/files\/file-6[^/]*\/content$/, `${resultRows.join('\n')}\n`],
  [/^GET \/files\/file-1[^/]*$/, JSON.stringify(file(INPUT))],
  [/^GET \/files\/file-6[^/]*$/, JSON.stringify(file(RESULTS))],
  [/^DELETE \/files\//, JSON.stringify({ id: INPUT, deleted: true })],
];

/** The words that the readers of replies look for. */
export const WIRE_WORDS = [
  ...['"workflow_id"', '"status"', '"results"', '"parameters"', '"data":', '"error":{"message":'],
  ...['"result_file_id"', '"label_counts"', '"model_list"', '"pricing"', '"deleted":false'],
  ...['"external_api_token":"', '"completed"', '"user_error"', '"created_at":-1e300', 'Infinity'],
  ...['eval-2', '..', '%2e%2e', '\\ud800', '<html>', '"a_wins":1', 'Bearer '],
];

/** A reply as it is spoiled; the body alone where nothing else is told. */
export interface Spoiled {
  readonly body: string;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An operation of the client, and the request whose reply is spoiled. */
export interface FuzzedOperation {
  readonly name: string;
  readonly site: RegExp;
  readonly valid: readonly string[];
  /** It runs a whole job, with files of this machine. */
  readonly isSlow: boolean;
  /** Rejects with what the client throws; resolves to all that it gave, and has kept. */
  run(spoiled: Spoiled): Promise<unknown>;
}

const errorTexts = [JSON.stringify(error), '<html><body>Bad gateway</body></html>'];

function operation(
  name: string,
  site: RegExp,
  act: (options: ServiceOptions) => Promise<unknown>,
): FuzzedOperation {
  const valid = ANSWERS.filter(([at]) => at.source === site.source).map(([, body]) => body);
  return {
    name,
    site,
    valid: [...valid, ...errorTexts],
    isSlow: act === wholeRun || act === runToItsEnd,
    run: (spoiled) =>
      act({ ...serviceOptions(ORIGIN), clock: fakeClock(), fetch: fetchOf(site, spoiled) }),
  };
}

const MOST_SPOILED = 60;

function fetchOf(site: RegExp, { body, status = 200, headers = {} }: Spoiled): typeof fetch {
  let asked = 0;
  return (input, init) => {
    const { pathname, search } = new URL(input instanceof Request ? input.url : input);
    const what = `${init?.method ?? 'GET'} ${pathname.replace(/^\/v1/, '')}${search}`;
    // A service that says for ever that a job runs is right for ever: after a while it gets well.
    if (site.test(what) && (asked += 1) <= MOST_SPOILED)
      return Promise.resolve(new Response(body, { status, headers }));
    const found = ANSWERS.find(([at]) => at.test(what));
    return Promise.resolve(new Response(found?.[1] ?? '{}', { status: found ? 200 : 404 }));
  };
}

const at = (name: RegExp): RegExp => {
  const found = ANSWERS.find(([site]) => site.source === name.source);
  if (!found) throw new Error(`No answer is given at ${name.source}.`);
  return found[0];
};

const plan: EvalPlan = {
  name: 'Fuzz',
  slug: 'fuzz',
  spec: { ...spec, dataset: INPUT },
  backend: 'together',
  dataset: { fileId: INPUT },
  templates: {},
  runsRoot: '/runs',
  notes: [],
};

/** The dataset of the job, whatever the path: what reads files is attacked elsewhere. */
const datasetInMemory: DatasetFiles = {
  describe: (path) =>
    Promise.resolve({
      path,
      format: 'jsonl',
      bytes: 300,
      rows: inputRows.length,
      columns: Object.keys(contractRow(1)),
      sha256: '',
      problems: [],
      problemCount: 0,
    }),
  async *rows() {
    for (const [index] of inputRows.entries()) {
      yield await Promise.resolve({ row: index + 1, values: contractRow(index + 1) });
    }
  },
};

/** A part file in memory. */
function partInMemory(): PartFile {
  let bytes = 0;
  const nothing = () => Promise.resolve();
  return {
    get bytes() {
      return bytes;
    },
    append: (chunk) => Promise.resolve(void (bytes += chunk.length)),
    restart: () => Promise.resolve(void (bytes = 0)),
    finish: nothing,
    discard: nothing,
    close: nothing,
  };
}

const library = (options: ServiceOptions) =>
  createServiceFiles({ ...options, openPartFile: () => Promise.resolve(partInMemory()) });

/** Submits, follows to the end of the watch, and checks what the run's files would hold. */
async function wholeRun(given: ServiceOptions): Promise<unknown> {
  return runToItsEnd({ ...given, datasets: datasetInMemory });
}

async function runToItsEnd(options: ServiceOptions): Promise<unknown> {
  const { runs } = options;
  const backend = createTogetherBackend(options);
  const run = await backend.submit(plan, forever);
  const events = await follow(backend, run);
  const manifest = await runs.read(run);
  // What was written down is read again.
  runManifestSchema.parse(JSON.parse(JSON.stringify(manifest)));
  const rows = await collect(runs.rows(run, forever));
  for (const row of rows) JSON.parse(JSON.stringify(row.result));
  return { events, manifest, rows };
}

const JOBS = at(/^GET \/evaluation\?/);
const ONE_JOB = at(/^GET \/evaluation\/eval-/);
const ONE_FILE = at(/^GET \/files\/file-1[^/]*$/);
const CONTENT = at(/^GET \/files\/file-6[^/]*\/content$/);

/** Every reply that the client of the service reads. */
export const FUZZED_OPERATIONS: readonly FuzzedOperation[] = [
  operation('list of jobs', JOBS, async (options) => {
    const list = await createServiceJobs(options).list(forever);
    return list.jobs.map((one) => [one, createServiceJobs(options).pageUrl(one.workflowId)]);
  }),
  operation('import of a job', ONE_JOB, async (options) => {
    const run = await createServiceJobs(options).import(JOB, '/runs', forever);
    const manifest = await options.runs.read(run);
    runManifestSchema.parse(JSON.parse(JSON.stringify(manifest)));
    return manifest;
  }),
  operation('parameters of a job', ONE_JOB, async (options) => {
    const { type, parameters: told } = await createServiceJobs(options).parameters(JOB, forever);
    return [type && readServiceParameters(type, told), JSON.stringify(told)];
  }),
  operation('launch', at(/^POST \/evaluation$/), wholeRun),
  operation('search for a launched job', JOBS, async (options) => {
    // The answer to the launch is lost.
    const { fetch: answered = fetch } = options;
    const lossy: typeof fetch = (input, init) =>
      init?.method === 'POST'
        ? Promise.resolve(new Response('', { status: 504 }))
        : answered(input, init);
    return wholeRun({ ...options, fetch: lossy });
  }),
  operation('end of a job', ONE_JOB, wholeRun),
  operation('result file', CONTENT, wholeRun),
  operation('dataset of a job', at(/^GET \/files\/file-1[^/]*\/content$/), runToItsEnd),
  operation('account', at(/^GET \/whoami$/), (options) => readAccount(options, forever)),
  ...['GET \\/models$', 'GET \\/endpoints', 'GET \\/evaluation\\/model-list'].map((site) =>
    operation(`models: ${site}`, at(new RegExp(`^${site}`)), (options) =>
      fetchModelList(options, { now: () => 0, signal: forever }),
    ),
  ),
  operation('list of files', at(/^GET \/files$/), (options) => library(options).list(forever)),
  operation('a file', ONE_FILE, (options) => library(options).get(INPUT, forever)),
  operation('deletion', at(/^DELETE \/files\//), (options) =>
    library(options).delete({ id: INPUT, name: 'x' }, forever),
  ),
  operation('part of a file', CONTENT, (options) =>
    library(options).read({ id: RESULTS, name: 'x' }, { from: 10, bytes: 100 }, forever),
  ),
  operation('download', CONTENT, (options) =>
    library(options).download(
      { file: { id: RESULTS, name: 'x' }, target: '/x', replace: false },
      forever,
    ),
  ),
];
