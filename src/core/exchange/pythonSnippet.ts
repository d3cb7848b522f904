import { literal, longTexts, quotedText, unicodeEscape, UNSAFE, type Notation } from './literal.js';
import {
  headLines,
  keyVariable,
  resultsName,
  uploadOf,
  type SharedJob,
  type UploadedData,
} from './sharedJob.js';

/** The job with the Python SDK, version 2. */
export function pythonSnippet(job: SharedJob): string {
  const { data, parameters } = job;
  const texts = longTexts(parameters);
  const notation: Notation = {
    text: quotedText,
    key: (name) => `${quotedText(name)}:`,
    words: { true: 'True', false: 'False', null: 'None' },
    lastComma: ',',
    inPlaceOf(path, value) {
      if (path.length === 1 && path[0] === 'input_data_file_path' && !('fileId' in data)) {
        return 'uploaded.id';
      }
      if (path.at(-1) === 'external_api_token' && typeof value === 'string') {
        return `os.environ[${quotedText(keyVariable(value))}]`;
      }
      return texts.get(path.join('.'))?.name.toUpperCase();
    },
  };
  const body = literal(parameters, notation);
  const part = 'fileId' in data ? undefined : data.part;
  const imports = [
    ...(part && !('fileId' in data) && data.format === 'csv' ? ['csv'] : []),
    ...(part ? ['json'] : []),
    ...(body.includes('os.environ[') ? ['os'] : []),
    'time',
  ];
  const client =
    job.baseUrl === undefined ? 'Together()' : `Together(base_url=${quotedText(job.baseUrl)})`;
  return [
    ...headLines(job).map((line) => `# ${line}`),
    ...imports.map((name) => `import ${name}`),
    '',
    'from together import Together  # pip install "together>=2"',
    '',
    `client = ${client}`,
    '',
    ...[...texts.values()].flatMap(({ name, text }) => [
      `${name.toUpperCase()} = ${blockText(text)}`,
      '',
    ]),
    ...('fileId' in data ? [] : uploadLines(data)),
    'job = client.evals.create(',
    `    type=${quotedText(job.type)},`,
    `    parameters=${indented(body)},`,
    ')',
    'print(job.workflow_id)',
    '',
    'state = client.evals.status(job.workflow_id)',
    'while state.status in ("pending", "queued", "running"):',
    '    time.sleep(5)',
    '    state = client.evals.status(job.workflow_id)',
    'print(state.status, state.results)',
    'if state.status != "completed":',
    '    raise SystemExit(1)',
    `client.files.content(state.results.result_file_id).write_to_file(${quotedText(resultsName(job))})`,
    '',
  ].join('\n');
}

/** Only of the literal's own lines: texts of several lines stand elsewhere. */
function indented(body: string): string {
  return body.replaceAll('\n', '\n    ');
}

function blockText(text: string): string {
  const escaped = text
    .replaceAll('\\', '\\\\')
    // Three in a row, or one at the end, would close the text.
    .replace(/"(?="|$)/g, '\\"')
    .replace(UNSAFE, unicodeEscape);
  return `"""\\\n${escaped}"""`;
}

function uploadLines(data: UploadedData): string[] {
  const { path } = uploadOf(data);
  const upload = [
    '# The check of the SDK is made for fine-tuning and refuses good files: it is left out.',
    `uploaded = client.files.upload(file=${quotedText(path)}, purpose="eval", check=False)`,
    '',
  ];
  const { part } = data;
  if (!part) return upload;
  const isCsv = data.format === 'csv';
  const rows = isCsv
    ? `csv.DictReader(source, delimiter=${quotedText(data.delimiter ?? ',')})`
    : '(json.loads(line) for line in source if line.strip())';
  const chosen = part.rows ? [`rows = {${part.rows.join(', ')}}`] : [];
  const write = `target.write(json.dumps({name: row[name] for name in columns}) + "\\n")`;
  return [
    '# The service refuses columns that the job does not use.',
    `columns = [${part.columns.map(quotedText).join(', ')}]`,
    ...chosen,
    `with open(${quotedText(data.path)}, encoding="utf-8-sig"${isCsv ? ', newline=""' : ''}) as source, open(`,
    `    ${quotedText(part.name)}, "w", encoding="utf-8"`,
    ') as target:',
    ...(part.rows
      ? [
          `    for number, row in enumerate(${rows}, start=1):`,
          '        if number in rows:',
          `            ${write}`,
        ]
      : [`    for row in ${rows}:`, `        ${write}`]),
    ...upload,
  ];
}
