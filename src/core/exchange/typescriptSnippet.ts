import { literal, longTexts, quotedText, unicodeEscape, UNSAFE, type Notation } from './literal.js';
import { gavelWords } from './shellText.js';
import {
  fileName,
  headLines,
  keyVariable,
  resultsName,
  uploadOf,
  type SharedJob,
  type UploadedData,
} from './sharedJob.js';

/** The job with the TypeScript SDK, as a module for Node 20 or newer. */
export function typescriptSnippet(job: SharedJob): string {
  const { data, parameters } = job;
  const texts = longTexts(parameters);
  const notation: Notation = {
    text: quotedText,
    key: (name) => `${/^[A-Za-z_]\w*$/.test(name) ? name : quotedText(name)}:`,
    words: { true: 'true', false: 'false', null: 'null' },
    lastComma: ',',
    inPlaceOf(path, value) {
      if (path.length === 1 && path[0] === 'input_data_file_path' && !('fileId' in data)) {
        return 'fileId';
      }
      if (path.at(-1) === 'external_api_token' && typeof value === 'string') {
        return `process.env.${keyVariable(value)}`;
      }
      const name = texts.get(path.join('.'))?.name;
      return name === undefined ? undefined : camelCase(name);
    },
  };
  const options = job.baseUrl === undefined ? '' : `{ baseURL: ${quotedText(job.baseUrl)} }`;
  return [
    ...headLines(job).map((line) => `// ${line}`),
    ...imports(data),
    "import Together from 'together-ai';",
    '',
    `const client = new Together(${options});`,
    '',
    ...[...texts.values()].flatMap(({ name, text }) => [
      `const ${camelCase(name)} = ${blockText(text)};`,
      '',
    ]),
    ...('fileId' in data ? [] : uploadLines(data)),
    `const parameters = ${literal(parameters, notation)};`,
    'const job = await client.evals.create({',
    `  type: ${quotedText(job.type)},`,
    '  // The types of the SDK lack fields that the service takes.',
    "  parameters: parameters as Together.EvalCreateParams['parameters'],",
    '});',
    "const id = job.workflow_id ?? '';",
    'console.log(id);',
    '',
    'let state = await client.evals.status(id);',
    "while (['pending', 'queued', 'running'].includes(state.status ?? 'pending')) {",
    '  await new Promise((resolve) => setTimeout(resolve, 5000));',
    '  state = await client.evals.status(id);',
    '}',
    'console.log(state.status, state.results);',
    "if (state.status !== 'completed') process.exit(1);",
    'const results = state.results as { result_file_id?: string };',
    "const content = await client.files.content(results.result_file_id ?? '');",
    `await writeFile(${quotedText(resultsName(job))}, Buffer.from(await content.arrayBuffer()));`,
    '',
  ].join('\n');
}

function imports(data: SharedJob['data']): string[] {
  if ('fileId' in data) return ["import { writeFile } from 'node:fs/promises';"];
  if (!data.part) {
    return [
      "import { openAsBlob } from 'node:fs';",
      "import { writeFile } from 'node:fs/promises';",
    ];
  }
  if (data.format === 'csv') {
    return [
      "import { execFileSync } from 'node:child_process';",
      "import { openAsBlob } from 'node:fs';",
      "import { writeFile } from 'node:fs/promises';",
    ];
  }
  return [
    "import { createReadStream, openAsBlob } from 'node:fs';",
    "import { writeFile } from 'node:fs/promises';",
    "import { createInterface } from 'node:readline';",
  ];
}

function camelCase(name: string): string {
  return name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

function blockText(text: string): string {
  const escaped = text.replace(/[\\`]|\$\{/g, (sign) => `\\${sign}`).replace(UNSAFE, unicodeEscape);
  return `\`${escaped}\``;
}

function uploadLines(data: UploadedData): string[] {
  const { path, type } = uploadOf(data);
  return [
    ...partLines(data),
    '// Not files.upload of the SDK: in 0.52 it fails in Node and ignores the base URL.',
    'const form = new FormData();',
    "form.set('purpose', 'eval');",
    `form.set('file_name', ${quotedText(fileName(path))});`,
    `form.set('file_type', ${quotedText(type)});`,
    `form.set('file', await openAsBlob(${quotedText(path)}), ${quotedText(fileName(path))});`,
    'const uploaded = await fetch(`${client.baseURL}/files/upload`, {',
    "  method: 'POST',",
    '  headers: { authorization: `Bearer ${process.env.TOGETHER_API_KEY}` },',
    '  body: form,',
    '});',
    'if (!uploaded.ok) throw new Error(`The upload failed: ${uploaded.status} ${await uploaded.text()}`);',
    'const { id: fileId } = (await uploaded.json()) as { id: string };',
    '',
  ];
}

function partLines(data: UploadedData): string[] {
  const { part } = data;
  if (!part) return [];
  const said = '// The service refuses columns that the job does not use.';
  if (data.format === 'csv') {
    const words = gavelWords(data.path, part.columns).slice(1).map(quotedText);
    const run = `execFileSync('gavel', [${words.join(', ')}], { encoding: 'utf8', maxBuffer: 2 ** 30 })`;
    const rows = part.rows
      ? [
          `const rows = new Set([${part.rows.join(', ')}]);`,
          `const chosen = ${run}.split('\\n').filter((_, index) => rows.has(index + 1));`,
          `await writeFile(${quotedText(part.name)}, chosen.map((line) => line + '\\n').join(''));`,
        ]
      : [`await writeFile(${quotedText(part.name)}, ${run});`];
    return [said, ...rows, ''];
  }
  return [
    said,
    `const columns = [${part.columns.map(quotedText).join(', ')}];`,
    ...(part.rows ? [`const rows = new Set([${part.rows.join(', ')}]);`] : []),
    'const lines: string[] = [];',
    'let number = 0;',
    `for await (const line of createInterface({ input: createReadStream(${quotedText(data.path)}, 'utf8'), crlfDelay: Infinity })) {`,
    "  const text = line.replace(/^\\uFEFF/, '');",
    "  if (text.trim() === '') continue;",
    '  number += 1;',
    ...(part.rows ? ['  if (!rows.has(number)) continue;'] : []),
    '  const row = JSON.parse(text) as Record<string, unknown>;',
    "  lines.push(JSON.stringify(Object.fromEntries(columns.map((name) => [name, row[name]]))) + '\\n');",
    '}',
    `await writeFile(${quotedText(part.name)}, lines.join(''));`,
    '',
  ];
}
