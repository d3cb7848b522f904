import { t } from '../../l10n/t.js';
import type { Json, JsonObject } from '../json.js';
import { EVALUATION_TYPES } from '../spec/evalSpec.js';
import type { SpecFormat } from '../spec/parseSpec.js';
import { UserError } from '../userError.js';
import { codeCall } from './codeCall.js';
import { evaluationType, importedSpec, type ImportedSpec, type LeftOut } from './importedSpec.js';
import { shellCall } from './shellCall.js';
import {
  jsonValue,
  type SnippetCall,
  type SnippetObject,
  type SnippetValue,
} from './snippetValue.js';

/** Longer snippets are not read. */
const MOST_LENGTH = 2_000_000;

/** A text that names a job and is no snippet: its id, or the address of its page. */
export function jobIdIn(text: string): string | undefined {
  const plain = text.trim();
  if (/^eval-[A-Za-z0-9-]+$/.test(plain)) return plain;
  return /^https:\/\/[^\s/]+\/(?:\S*\/)?(?:result|evaluations?)\/(eval-[A-Za-z0-9-]+)\/?(?:[?#]\S*)?$/.exec(
    plain,
  )?.[1];
}

/**
 * The spec that a snippet starts a job of: curl, Python, JavaScript, the service's command line, or
 * JSON. No code is run. Throws `UserError` for a text without such a job.
 */
export function specFromSnippet(source: string, format: SpecFormat): ImportedSpec {
  if (source.length > MOST_LENGTH) {
    throw new UserError(
      'usage',
      t('The snippet is longer than 2 MB; copy only the call that starts the job.'),
    );
  }
  const call = readCall(source);
  if (!call) {
    const message = t(
      'There is no job in this text; copy a curl command to /evaluation, a call of evals.create in Python or JavaScript, `tg evals create …`, its JSON, or the id of a job.',
    );
    throw new UserError('usage', message);
  }
  const leftOut: LeftOut[] = [];
  const read = parametersOf(call.members, (what, line) => {
    const at = line ?? lineOf(source, what);
    leftOut.push({ what, ...(at !== undefined && { line: at }) });
  });
  const file = read.parameters['input_data_file_path'];
  const dataset =
    typeof file === 'string' && file !== ''
      ? file
      : call.upload?.kind === 'upload' && call.upload.path.kind === 'text'
        ? call.upload.path.text
        : 'data.jsonl';
  const type = evaluationType(read.type ?? guessedType(read.parameters));
  const name = nameIn(source) ?? `${type} from a snippet`;
  const made = importedSpec({ type, parameters: read.parameters, name, dataset, format, leftOut });
  const placed = made.leftOut.map((each): LeftOut => {
    const line = each.line ?? lineOf(source, each.what);
    return { what: each.what, ...(line !== undefined && { line }) };
  });
  return { ...made, leftOut: placed };
}

function readCall(source: string): SnippetCall | undefined {
  const json = jsonOf(source);
  if (json !== undefined) {
    const value = jsonValue(json);
    return value.kind === 'object' ? { members: value.members } : undefined;
  }
  if (/\bcreate\s*\(/.test(source)) {
    const isScript = /\bawait\b|\bconst\b|\blet\b|process\.env|=>|\bnew\s+Together/.test(source);
    const first = codeCall(source, isScript ? 'javascript' : 'python');
    if (first) return first;
    const second = codeCall(source, isScript ? 'python' : 'javascript');
    if (second) return second;
  }
  return /\bcurl\b|\b(?:tg|together)\b/.test(source) ? shellCall(source) : undefined;
}

function jsonOf(source: string): unknown {
  if (!source.trimStart().startsWith('{')) return undefined;
  try {
    return JSON.parse(source);
  } catch {
    return undefined;
  }
}

type Tell = (what: string, line?: number) => void;

/** `{ type, parameters }`, the parameters alone, or the flat arguments of the first SDK and of the CLI. */
function parametersOf(
  members: SnippetObject,
  tell: Tell,
): { readonly type: unknown; readonly parameters: JsonObject } {
  const typed = members.get('type');
  const type = typed?.kind === 'text' ? typed.text : undefined;
  const nested = members.get('parameters');
  if (nested?.kind === 'object') {
    for (const [name, value] of members) {
      if (name !== 'type' && name !== 'parameters')
        tell(name, value.kind === 'unknown' ? value.line : undefined);
    }
    return { type, parameters: plainObject(nested.members, tell, '') };
  }
  const rest = new Map([...members].filter(([name]) => name !== 'type'));
  if (members.get('judge')?.kind === 'object') {
    return { type, parameters: plainObject(rest, tell, '') };
  }
  return { type, parameters: plainObject(unflattened(rest), tell, '') };
}

const TARGETS = ['judge', 'model_to_evaluate', 'model_a', 'model_b'] as const;

/** `judge_model_source=…` belongs to `judge`, `--model-a-field` is `model_a` itself. */
function unflattened(flat: SnippetObject): SnippetObject {
  const members = new Map<string, SnippetValue>();
  const models = new Map<string, Map<string, SnippetValue>>();
  const into = (target: string, name: string, value: SnippetValue) => {
    const model = models.get(target) ?? new Map<string, SnippetValue>();
    models.set(target, model.set(name, value));
    members.set(target, { kind: 'object', members: model });
  };
  const isDetailed = (target: string) =>
    flat.has(`${target}_source`) || flat.has(`${target}_system_template`);
  for (const [name, value] of flat) {
    const target = TARGETS.find((each) => name === each || name.startsWith(`${each}_`));
    const rest = target === undefined ? '' : name.slice(target.length + 1);
    if (name === 'model_field') members.set('model_to_evaluate', value);
    else if (target === undefined) members.set(name, value);
    else if (rest === 'field') members.set(target, value);
    else if (rest === '') {
      if (value.kind === 'text' && isDetailed(target)) into(target, 'model', value);
      else members.set(target, value);
    } else
      into(
        target,
        rest === 'source' ? 'model_source' : rest === 'model_name' ? 'model' : rest,
        value,
      );
  }
  return members;
}

function plainObject(members: SnippetObject, tell: Tell, path: string): JsonObject {
  const plain: Record<string, Json> = {};
  for (const [name, value] of members) {
    const full = path === '' ? name : `${path}.${name}`;
    const json = plainValue(value, tell, full);
    if (json !== undefined) plain[name] = json;
  }
  return plain;
}

function plainValue(value: SnippetValue, tell: Tell, path: string): Json | undefined {
  switch (value.kind) {
    case 'text':
      return value.text;
    case 'number':
      return value.number;
    case 'boolean':
      return value.boolean;
    case 'null':
      return undefined;
    case 'list':
      return value.items.flatMap((item, index) => {
        const json = plainValue(item, tell, `${path}.${index}`);
        return json === undefined ? [] : [json];
      });
    case 'object':
      return plainObject(value.members, tell, path);
    case 'environment':
      if (path.endsWith('.external_api_token')) return `\${env:${value.name}}`;
      if (path !== 'input_data_file_path') tell(path);
      return undefined;
    case 'upload':
      return value.path.kind === 'text' ? value.path.text : undefined;
    case 'unknown':
      // Which file it is, the upload of the snippet tells.
      if (path !== 'input_data_file_path') tell(path, value.line);
      return undefined;
  }
}

function guessedType(parameters: JsonObject): string | undefined {
  const fields = { classify: 'labels', score: 'min_score', compare: 'model_a' } as const;
  return EVALUATION_TYPES.find((type) => parameters[fields[type]] !== undefined);
}

/** Where a field is named; the last part of its path is what a snippet writes. */
function lineOf(source: string, path: string): number | undefined {
  const name = path.split('.').at(-1) ?? path;
  const at = source.search(
    new RegExp(`(?<![\\w-])${name.replace(/\W/g, '\\$&').replaceAll('_', '[_-]')}(?![\\w-])`),
  );
  return at < 0 ? undefined : source.slice(0, at).split('\n').length;
}

/** Snippets of ours say in their first comment what the evaluation is called. */
function nameIn(source: string): string | undefined {
  const match = /^(?:#!.*\n)?(?:#|\/\/) (.+) \((?:classify|score|compare)\)\r?\n/.exec(source);
  return match?.[1];
}
