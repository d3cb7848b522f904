import { t } from '../../l10n/t.js';
import type { Json, JsonObject } from '../json.js';
import { isJsonObject } from '../json.js';
import { JUDGE_DEFAULTS } from '../spec/evalSpec.js';
import { UserError } from '../userError.js';
import { FIELD_FUNCTION, partLines, shellWord } from './shellText.js';
import { headLines, keyVariable, resultsName, uploadOf, type SharedJob } from './sharedJob.js';

/** The job with the service's own command line, as a bash script. */
export function cliSnippet(job: SharedJob): string {
  const { data, parameters } = job;
  const flags: string[] = [];
  const flag = (name: string, word: string) =>
    // A value that begins with a hyphen would be taken for an option.
    flags.push(/^\$?'?-/.test(word) ? `--${name}=${word}` : `--${name} ${word}`);
  flag('type', job.type);
  flag('input-data-file-path', 'fileId' in data ? shellWord(data.fileId) : '"$file_id"');
  for (const [name, value] of Object.entries<Json>(parameters)) {
    const option = name.replaceAll('_', '-');
    if (name === 'input_data_file_path') continue;
    if (isJsonObject(value)) modelFlags(option, value, flag);
    else if (typeof value === 'string') {
      flag(name === 'model_to_evaluate' ? 'model-field' : `${option}-field`, shellWord(value));
    } else if (Array.isArray(value)) flag(option, shellWord(value.map(commaFree).join(',')));
    else if (value === true) flags.push(`--${option}`);
    else if (typeof value === 'number') flag(option, JSON.stringify(value));
  }
  const lost = withoutFlags(parameters);
  return [
    '#!/usr/bin/env bash',
    ...headLines(job).map((line) => `# ${line}`),
    ...lost.map((what) => `# Not the same job: the command line has no option for ${what}.`),
    'set -euo pipefail',
    ...(job.baseUrl === undefined ? [] : [`export TOGETHER_BASE_URL=${shellWord(job.baseUrl)}`]),
    FIELD_FUNCTION,
    '',
    ...('fileId' in data
      ? []
      : [
          ...partLines(data),
          `uploaded=$(tg files upload --purpose eval ${shellWord(uploadOf(data).path)})`,
          'file_id=$(field "$uploaded" id)',
          '',
        ]),
    'job=$(tg evals create \\',
    `${flags.map((each) => `  ${each}`).join(' \\\n')})`,
    'workflow_id=$(field "$job" workflow_id)',
    'echo "$workflow_id"',
    '',
    'status=pending',
    'while [[ $status == pending || $status == queued || $status == running ]]; do',
    '  sleep "${POLL_SECONDS:-5}"',
    '  state=$(tg evals status "$workflow_id")',
    '  status=$(field "$state" status)',
    'done',
    'echo "$state"',
    '[[ $status == completed ]]',
    `tg files retrieve-content "$(field "$state" result_file_id)" --output ${shellWord(resultsName(job))}`,
    '',
  ].join('\n');
}

const NO_OPTION = ['num_workers'];
const NO_JUDGE_OPTION = ['max_tokens', 'temperature', 'num_workers'];

function modelFlags(
  option: string,
  model: JsonObject,
  flag: (name: string, word: string) => void,
): void {
  for (const [name, value] of Object.entries<Json>(model)) {
    if ((option === 'judge' ? NO_JUDGE_OPTION : NO_OPTION).includes(name)) continue;
    const full =
      name === 'model'
        ? option === 'judge'
          ? 'judge-model'
          : option
        : name === 'model_source'
          ? option === 'judge'
            ? 'judge-model-source'
            : `${option}-source`
          : `${option}-${name.replaceAll('_', '-')}`;
    const word =
      name === 'external_api_token' && typeof value === 'string'
        ? `"$${keyVariable(value)}"`
        : shellWord(typeof value === 'string' ? value : JSON.stringify(value));
    flag(full, word);
  }
}

function commaFree(item: Json): string {
  const label = typeof item === 'string' ? item : JSON.stringify(item);
  if (!label.includes(',')) return label;
  const message = t(
    'The command line of the service separates labels by commas, and the label "{0}" holds one; copy the job as curl, Python or TypeScript.',
    label,
  );
  throw new UserError('spec', message);
}

/** What makes the job another one, as `judge.temperature 0.7`. */
function withoutFlags(parameters: JsonObject): string[] {
  return Object.entries<Json>(parameters).flatMap(([field, model]) => {
    if (!isJsonObject(model)) return [];
    const defaults: JsonObject = field === 'judge' ? { ...JUDGE_DEFAULTS } : {};
    return (field === 'judge' ? NO_JUDGE_OPTION : NO_OPTION).flatMap((name) => {
      const value = model[name];
      if (value === undefined || value === defaults[name]) return [];
      return [`${field}.${name} ${JSON.stringify(value)}`];
    });
  });
}
