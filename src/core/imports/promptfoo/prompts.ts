import { t } from '../../../l10n/t.js';
import { isJsonObject, type Json, type JsonObject } from '../../json.js';
import { UserError } from '../../userError.js';
import { chatTemplates, chatTurns, type PromptTemplates } from '../chatTemplates.js';
import type { ImportFolder } from '../importFolder.js';
import type { ImportNotes } from '../importNotes.js';
import { fieldOf, saidText, textOf } from '../jsonParts.js';
import { readPlain } from '../plainSource.js';

export interface GivenPrompt {
  readonly label: string;
  readonly templates: PromptTemplates;
  /** As it stands in the config or its file. */
  readonly raw: string;
}

interface Ports {
  readonly folder: ImportFolder;
  readonly notes: ImportNotes;
}

/** No config tries as many prompts. */
const MOST_PROMPTS = 100;
const CODE = /\.(?:[cm]?[jt]sx?|py|rb|go|sh|bat|exe)(?::[\w.]+)?$/i;
const FILE = /^file:\/\/|\.(?:txt|json|jsonl|ya?ml|md|j2|njk|jinja2?|csv)$/i;
const codeNote = () => ({
  why: t('It is a program of your own, and no code of a config is run.'),
  instead: t('Write the prompt that it makes into the spec’s input_template.'),
});

/** The prompts of a config, files read; those that can't be are noted. */
export async function givenPrompts(value: Json | undefined, ports: Ports): Promise<GivenPrompt[]> {
  const found: GivenPrompt[] = [];
  for (const { source, label } of sourcesOf(value)) {
    if (found.length >= MOST_PROMPTS) {
      ports.notes.lost({
        what: t('more prompts'),
        why: t('Only the first {0} are read.', MOST_PROMPTS),
      });
      break;
    }
    found.push(...(await promptsOf(source, label, ports)));
  }
  return found.slice(0, MOST_PROMPTS);
}

interface Source {
  readonly source: string;
  readonly label: string | undefined;
}

/** A text, a list of texts and objects, or (as it once was) an object of files and their labels. */
function sourcesOf(value: Json | undefined): Source[] {
  if (typeof value === 'string') return [{ source: value, label: undefined }];
  if (Array.isArray(value)) {
    return (value as readonly Json[]).flatMap((item): Source[] => {
      if (typeof item === 'string') return [{ source: item, label: undefined }];
      return isJsonObject(item) ? objectSource(item) : [];
    });
  }
  if (!isJsonObject(value)) return [];
  if (['raw', 'id', 'file'].some((name) => Object.hasOwn(value, name))) return objectSource(value);
  return Object.entries(value).map(([source, label]) => ({ source, label: textOf(label) }));
}

function objectSource(item: JsonObject): Source[] {
  const raw =
    fieldOf(item, 'raw') ?? fieldOf(item, 'file') ?? fieldOf(item, 'id') ?? fieldOf(item, 'prompt');
  const source =
    typeof raw === 'string' ? raw : raw === undefined ? undefined : JSON.stringify(raw);
  return source === undefined ? [] : [{ source, label: saidText(fieldOf(item, 'label')) }];
}

async function promptsOf(
  source: string,
  label: string | undefined,
  ports: Ports,
): Promise<GivenPrompt[]> {
  const { notes, folder } = ports;
  const isFile = FILE.test(source) && !/[\n{]/.test(source.replace(/\{[^{}%\n]*,[^{}\n]*\}/g, ''));
  if (
    /^(?:exec|python):/.test(source) ||
    (!source.includes('\n') && CODE.test(source) && !source.includes(' '))
  ) {
    notes.lost({ what: t('prompt {0}', source), ...codeNote() });
    return [];
  }
  if (/^(?:https?|langfuse|portkey|helicone|huggingface):\/\//.test(source)) {
    notes.lost({
      what: t('prompt {0}', source),
      why: t('It lies elsewhere, and an import asks nobody.'),
      instead: t('Put its text into the spec’s input_template.'),
    });
    return [];
  }
  if (!isFile) return [promptOf(source, label ?? shortLabel(source), notes)];
  const name = source.replace(/^file:\/\//, '');
  try {
    const names = /[*?{]/.test(name) ? await folder.find(name) : [name];
    if (names.length === 0) {
      notes.lost({
        what: t('prompt {0}', source),
        why: t('No file in the folder of the config has such a name.'),
      });
    }
    const found: GivenPrompt[] = [];
    for (const each of names) found.push(...(await fileOf(each, label, ports)));
    return found;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    notes.lost({ what: t('prompt {0}', source), why: error.message });
    return [];
  }
}

async function fileOf(
  name: string,
  label: string | undefined,
  { folder, notes }: Ports,
): Promise<GivenPrompt[]> {
  if (CODE.test(name)) {
    notes.lost({ what: t('prompt {0}', name), ...codeNote() });
    return [];
  }
  if (/\.csv$/i.test(name)) {
    const rows = await folder.rows(name, MOST_PROMPTS);
    return rows.flatMap((row) => {
      const raw = textOf(fieldOf(row, 'prompt') ?? Object.values(row)[0]);
      return raw === undefined
        ? []
        : [promptOf(raw, saidText(fieldOf(row, 'label')) ?? shortLabel(raw), notes)];
    });
  }
  const text = (await folder.read(name)).trim();
  const texts = /\.jsonl$/i.test(name)
    ? text.split('\n')
    : /\.txt$/i.test(name)
      ? text.split(/^---\s*$/m)
      : [text];
  const said = texts.map((each) => each.trim()).filter((each) => each !== '');
  return said.map((raw, index) => {
    const number = said.length === 1 ? '' : ` ${index + 1}`;
    return promptOf(raw, `${label ?? name}${number}`, notes, /\.ya?ml$/i.test(name));
  });
}

/** A list of messages in JSON (or in YAML, where a file says so) is a chat; all else is the question. */
function promptOf(raw: string, label: string, notes: ImportNotes, isYaml = false): GivenPrompt {
  const turns =
    isYaml || /^\s*[[{]\s*["{[]/.test(raw)
      ? chatTurns(parsed(raw), () =>
          notes.lost({
            what: t('parts of a message that are no text'),
            why: t('A template is text.'),
            where: label,
          }),
        )
      : undefined;
  if (!turns) return { label, raw, templates: { system: '', input: raw, isTranscript: false } };
  const templates = chatTemplates(turns);
  if (templates.isTranscript) {
    notes.changed({
      what: t('a chat of several turns'),
      why: t(
        'A spec asks with one system and one user message: the turns stand in the user message, under their roles.',
      ),
      where: label,
    });
  }
  return { label, raw, templates };
}

function parsed(raw: string): Json | undefined {
  try {
    return readPlain(raw, 'prompt');
  } catch (error) {
    // Templates between the messages make it no JSON: it is asked as it stands.
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

function shortLabel(text: string): string {
  const line = text.trim().split('\n')[0] ?? '';
  return [...line].slice(0, 40).join('');
}
