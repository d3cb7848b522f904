import { t } from '../../l10n/t.js';
import { UserError } from '../userError.js';
import { shellCommands, type ShellCommand, type ShellWord, type WordPart } from './shellWords.js';
import { jsonValue, type SnippetCall, type SnippetValue } from './snippetValue.js';

/** The `curl` that posts a job, or `tg evals create`, in a script of bash. Throws `UserError`. */
export function shellCall(source: string): SnippetCall | undefined {
  const commands = allCommands(shellCommands(source));
  const names = new Map<string, ShellWord>();
  let upload: SnippetValue | undefined;
  let call: SnippetCall | undefined;
  for (const command of commands) {
    // Assignments stand in front of a command, or alone.
    let first = 0;
    for (; first < command.words.length; first += 1) {
      const word = command.words[first];
      const assigned = word && assignment(word);
      if (!assigned) break;
      names.set(assigned.name, assigned.word);
    }
    const words = command.words.slice(first);
    const texts = words.map((word) => plainText(word, names));
    const tool = (texts[0] ?? '').replace(/^.*\//, '');
    if (tool === 'curl') {
      upload ??= uploadedFile(texts);
      if (texts.some((text) => /\/evaluations?\/?(\?.*)?$/.test(text ?? ''))) {
        const body = curlBody(command, { words, texts });
        if (body) call ??= { members: bodyMembers(body, names) };
      }
    } else if (tool === 'tg' || tool === 'together') {
      const [, group, verb] = texts;
      if (group === 'files' && verb === 'upload') upload ??= cliUpload(texts.slice(3));
      if (/^(evals?|evaluations?)$/.test(group ?? '') && verb === 'create') {
        call ??= { members: flagMembers(words.slice(3), names) };
      }
    }
  }
  return call && { ...call, ...(upload && { upload }) };
}

/** Those within others come first, as bash runs them. */
function allCommands(commands: readonly ShellCommand[]): ShellCommand[] {
  return commands.flatMap((command) => [
    ...command.words.flatMap(({ parts }) =>
      parts.flatMap((part) => (part.kind === 'command' ? allCommands(part.commands) : [])),
    ),
    command,
  ]);
}

function assignment(
  word: ShellWord,
): { readonly name: string; readonly word: ShellWord } | undefined {
  // `name=` may come in several plain parts.
  let head = '';
  let index = 0;
  for (; index < word.parts.length; index += 1) {
    const part = word.parts[index];
    if (part?.kind !== 'text') return undefined;
    head += part.text;
    if (head.includes('=')) break;
  }
  const match = /^([A-Za-z_]\w*)=([^]*)$/.exec(head);
  if (!match) return undefined;
  const rest: WordPart[] = [{ kind: 'text', text: match[2] ?? '' }, ...word.parts.slice(index + 1)];
  return { name: match[1] ?? '', word: { parts: rest, line: word.line } };
}

type Names = ReadonlyMap<string, ShellWord>;

function known(parts: readonly WordPart[], names: Names, depth = 0): readonly WordPart[] {
  if (depth > 5) return parts;
  return parts.flatMap((part) => {
    const word = part.kind === 'variable' ? names.get(part.name) : undefined;
    if (!word || word.parts.some(({ kind }) => kind === 'command')) return [part];
    return known(word.parts, names, depth + 1);
  });
}

/** Undefined for a word that only a run would tell. */
function plainText({ parts }: ShellWord, names: Names): string | undefined {
  const texts = known(parts, names);
  // An address may begin with a variable: its end tells what is asked.
  return texts
    .map((part) => (part.kind === 'text' ? part.text : '\0'))
    .join('')
    .replace(/^\0/, '');
}

function wordValue(word: ShellWord, names: Names): SnippetValue {
  const parts = known(word.parts, names).filter((part) => part.kind !== 'text' || part.text !== '');
  const [only] = parts;
  if (parts.length === 1 && only?.kind === 'variable') return variableValue(only.name, word, names);
  if (parts.some(({ kind }) => kind !== 'text')) return { kind: 'unknown', line: word.line };
  return {
    kind: 'text',
    text: parts.map((part) => (part.kind === 'text' ? part.text : '')).join(''),
  };
}

/** A variable that a command has filled is no key: it may be what an upload answered. */
function variableValue(name: string, { line }: ShellWord, names: Names): SnippetValue {
  return names.has(name) ? { kind: 'unknown', line } : { kind: 'environment', name };
}

const DATA_OPTION = /^(?:-d|--data|--data-raw|--data-binary|--data-ascii|--json)(?:=([^]*))?$/;

function curlBody(
  { input }: ShellCommand,
  {
    words,
    texts,
  }: { readonly words: readonly ShellWord[]; readonly texts: readonly (string | undefined)[] },
): ShellWord | undefined {
  for (const [index, text] of texts.entries()) {
    const option = DATA_OPTION.exec(text ?? '');
    const joined = /^-d([^]+)$/.exec(text ?? '');
    if (!option && !joined) continue;
    const inline = option ? option[1] : joined?.[1];
    const word = inline === undefined ? words[index + 1] : words[index];
    const value = inline ?? texts[index + 1] ?? '';
    if (value === '@-' && input) return input;
    if (value.startsWith('@') && !text?.startsWith('--data-raw')) {
      const message = t(
        'Line {0}: the body of the request is in the file {1}; paste what is in it instead.',
        word?.line ?? 1,
        value.slice(1),
      );
      throw new UserError('usage', message);
    }
    if (!word) return undefined;
    return inline === undefined
      ? word
      : { parts: [{ kind: 'text', text: inline }], line: word.line };
  }
  return undefined;
}

function bodyMembers(body: ShellWord, names: Names): ReadonlyMap<string, SnippetValue> {
  const parts = known(body.parts, names);
  const plain = parts.map((part) => (part.kind === 'text' ? part.text : '')).join('');
  // Stands for what the shell would put in; occurs nowhere else in the body.
  let mark = 'gavel-value-';
  while (plain.includes(mark)) mark += '-';
  const filled: SnippetValue[] = [];
  const text = parts
    .map((part) => {
      if (part.kind === 'text') return part.text;
      filled.push(
        part.kind === 'variable'
          ? variableValue(part.name, body, names)
          : { kind: 'unknown', line: body.line },
      );
      return `${mark}${filled.length - 1}.`;
    })
    .join('');
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    const message = t(
      'The body of the request, from line {0} on, is no JSON; copy the whole command.',
      body.line,
    );
    throw new UserError('usage', message, { cause });
  }
  const value = jsonValue(json, (found) => {
    if (!found.includes(mark)) return { kind: 'text', text: found };
    const index = new RegExp(`^${mark}(\\d+)\\.$`).exec(found)?.[1];
    return filled[Number(index ?? -1)] ?? { kind: 'unknown', line: body.line };
  });
  return value.kind === 'object' ? value.members : new Map();
}

/** `-F file=@"data.jsonl"`. */
function uploadedFile(texts: readonly (string | undefined)[]): SnippetValue | undefined {
  for (const text of texts) {
    const match = /^file=@(?:"((?:[^"\\]|\\.)*)"|([^;]+))/.exec(text ?? '');
    const path = match?.[1]?.replace(/\\(.)/g, '$1') ?? match?.[2];
    if (path !== undefined) return { kind: 'upload', path: { kind: 'text', text: path } };
  }
  return undefined;
}

function cliUpload(texts: readonly (string | undefined)[]): SnippetValue | undefined {
  for (let index = 0; index < texts.length; index += 1) {
    const text = texts[index] ?? '';
    if (text === '--purpose' || text === '-p') index += 1;
    else if (!text.startsWith('-')) return { kind: 'upload', path: { kind: 'text', text } };
  }
  return undefined;
}

const NUMBERS = /(?:_score|threshold|max_tokens|temperature|num_workers)$/;

/** Options of the service's command line, with `_` for `-`. */
function flagMembers(words: readonly ShellWord[], names: Names): ReadonlyMap<string, SnippetValue> {
  const members = new Map<string, SnippetValue>();
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index];
    if (!word) continue;
    const head = word.parts.map((part) => (part.kind === 'text' ? part.text : '\0')).join('');
    const match = /^--([a-z][a-z0-9-]*)(=?)/.exec(head);
    if (!match) continue;
    const name = (match[1] ?? '').replaceAll('-', '_');
    if (name === 'disable_position_bias_correction') {
      members.set(name, { kind: 'boolean', boolean: true });
      continue;
    }
    const value = match[2] === '=' ? behind(word, match[0].length) : words[(index += 1)];
    if (!value) continue;
    members.set(name, flagValue(name, wordValue(value, names)));
  }
  return members;
}

function behind(word: ShellWord, length: number): ShellWord {
  let left = length;
  const parts = word.parts.map((part): WordPart => {
    if (part.kind !== 'text') return part;
    const text = part.text.slice(left);
    left = Math.max(0, left - part.text.length);
    return { kind: 'text', text };
  });
  return { parts, line: word.line };
}

function flagValue(name: string, value: SnippetValue): SnippetValue {
  if (value.kind !== 'text') return value;
  if (/^(pass_)?labels$/.test(name)) {
    return { kind: 'list', items: value.text.split(',').map((text) => ({ kind: 'text', text })) };
  }
  if (NUMBERS.test(name) && value.text.trim() !== '' && Number.isFinite(Number(value.text))) {
    return { kind: 'number', number: Number(value.text) };
  }
  return value;
}
