import { literal, quotedText, type Notation } from './literal.js';
import { FIELD_FUNCTION, partLines, shellWord } from './shellText.js';
import {
  fileName,
  headLines,
  keyVariable,
  resultsName,
  uploadOf,
  type SharedJob,
  type UploadedData,
} from './sharedJob.js';

const SERVICE_URL = 'https://api.together.ai/v1';
const KEY = '-H "Authorization: Bearer $TOGETHER_API_KEY"';

/** The job as a bash script that needs curl alone (and `gavel` where columns are left out). */
export function curlSnippet(job: SharedJob): string {
  const { data, parameters } = job;
  const notation: Notation = {
    text: (text) => inHereDocument(quotedText(text)),
    key: (name) => `${inHereDocument(quotedText(name))}:`,
    words: { true: 'true', false: 'false', null: 'null' },
    lastComma: '',
    inPlaceOf(path, value) {
      if (path.join('.') === 'parameters.input_data_file_path' && !('fileId' in data)) {
        return '"$file_id"';
      }
      if (path.at(-1) === 'external_api_token' && typeof value === 'string') {
        return `"$${keyVariable(value)}"`;
      }
      return undefined;
    },
  };
  return [
    '#!/usr/bin/env bash',
    ...headLines(job).map((line) => `# ${line}`),
    'set -euo pipefail',
    `base_url=${shellWord(job.baseUrl ?? SERVICE_URL)}`,
    FIELD_FUNCTION,
    '',
    ...('fileId' in data ? [] : uploadLines(data)),
    `job=$(curl -sS --fail-with-body "$base_url/evaluation" ${KEY} \\`,
    "  -H 'Content-Type: application/json' --data-binary @- <<JSON",
    literal({ type: job.type, parameters }, notation),
    'JSON',
    ')',
    'workflow_id=$(field "$job" workflow_id)',
    'echo "$workflow_id"',
    '',
    'status=pending',
    'while [[ $status == pending || $status == queued || $status == running ]]; do',
    '  sleep "${POLL_SECONDS:-5}"',
    `  state=$(curl -sS --fail-with-body "$base_url/evaluation/$workflow_id/status" ${KEY})`,
    '  status=$(field "$state" status)',
    'done',
    'echo "$state"',
    '[[ $status == completed ]]',
    'result_file=$(field "$state" result_file_id)',
    `curl -sSL --fail-with-body "$base_url/files/$result_file/content" ${KEY} -o ${shellWord(resultsName(job))}`,
    '',
  ].join('\n');
}

/** In a here-document whose word is not quoted, these alone are more than text. */
function inHereDocument(text: string): string {
  return text.replace(/[$`]|\\\\/g, (signs) => signs.replace(/[\\$`]/g, '\\$&'));
}

function uploadLines(data: UploadedData): string[] {
  const { path, type } = uploadOf(data);
  const place = `file=@"${path.replace(/["\\]/g, '\\$&')}"`;
  return [
    ...partLines(data),
    `uploaded=$(curl -sS --fail-with-body "$base_url/files/upload" ${KEY} \\`,
    `  -F purpose=eval --form-string ${shellWord(`file_name=${fileName(path)}`)} -F file_type=${type} \\`,
    `  -F ${shellWord(place)})`,
    'file_id=$(field "$uploaded" id)',
    '',
  ];
}
