import { isJsonObject, type Json, type JsonObject } from '../../json.js';
import { JUDGE_MODEL } from '../../spec/newSpec.js';
import { templateColumns } from '../../template/renderTemplate.js';
import { UserError } from '../../userError.js';
import { chatTemplates, chatTurns } from '../chatTemplates.js';
import { validSpecs, type DraftDataset, type DraftSpec, type ImportDraft } from '../importDraft.js';
import type { ImportFolder } from '../importFolder.js';
import type { ImportNotes } from '../importNotes.js';
import { fieldOf, objectOf, saidText, shownValue } from '../jsonParts.js';
import { suffixes } from '../nameSuffix.js';
import { modelgradedJudging, referenceJudging, type RegistryJudging } from './modelgraded.js';

const MOST_EVALS = 50;
const MOST_ROWS = 20_000;
/** Classes that compare the response with `ideal` by its text. */
const BY_TEXT = /:(?:Match|Includes|FuzzyMatch|JsonMatch)$/;
const GRADED = /:ModelBasedClassify$/;
const STAND_IN = { model: 'openai/gpt-oss-20b', model_source: 'serverless' } as const;

/** Whether a YAML of the open-source registry holds evals. */
export function isRegistry(value: JsonObject): boolean {
  return Object.values(value).some(
    (each) => isJsonObject(each) && typeof fieldOf(each, 'class') === 'string',
  );
}

interface Ports {
  readonly file: string;
  /** The rows, where they were named beside the file. */
  readonly rows: readonly JsonObject[] | undefined;
  readonly folder: ImportFolder;
  readonly notes: ImportNotes;
}

/** Specs and datasets of the evals in a file of the open-source registry. */
export async function registryDraft(registry: JsonObject, ports: Ports): Promise<ImportDraft> {
  const { notes } = ports;
  const suffixOf = suffixes();
  const specs: DraftSpec[] = [];
  const datasets: DraftDataset[] = [];
  const evals = Object.entries(registry).flatMap(([name, each]): [string, JsonObject][] =>
    isJsonObject(each) && typeof fieldOf(each, 'class') === 'string' ? [[name, each]] : [],
  );
  if (evals.length > MOST_EVALS) {
    notes.lost({
      what: 'more evals',
      why: `Only the first ${MOST_EVALS} of the file are imported.`,
    });
  }
  for (const [name, each] of evals.slice(0, MOST_EVALS)) {
    const judging = await judgingFor(name, each, ports);
    if (!judging) continue;
    const suffix = evals.length === 1 ? suffixOf('') : suffixOf(name);
    const rows = await rowsFor(name, each, ports);
    const spec = specOf(name, judging, rows);
    datasets.push({ suffix, rows: completed(rows, spec) });
    specs.push({
      suffix,
      spec,
      dataset: suffix,
      head: [
        'From an eval of the open-source registry.',
        `TODO: ${STAND_IN.model} stands in for the model that oaieval is told on its command line.`,
      ],
    });
  }
  if (specs.length > 0) {
    notes.changed({
      what: 'the model under evaluation',
      why: `The registry leaves it to the command line, so ${STAND_IN.model} stands in the specs; the judge is ${JUDGE_MODEL}.`,
      instead: 'Name your own (Gavel: Choose Model).',
    });
  }
  return { specs: validSpecs(specs, notes), datasets, runs: [], notes: notes.list(), keys: [] };
}

async function judgingFor(
  name: string,
  each: JsonObject,
  ports: Ports,
): Promise<RegistryJudging | undefined> {
  const { notes } = ports;
  const kind = shownValue(fieldOf(each, 'class'));
  const args = objectOf(fieldOf(each, 'args'));
  if (GRADED.test(kind)) {
    const graded = saidText(fieldOf(args, 'modelgraded_spec')) ?? '';
    const values = objectOf(fieldOf(args, 'modelgraded_spec_args'));
    return modelgradedJudging({ name: graded, values }, ports);
  }
  if (BY_TEXT.test(kind)) {
    notes.changed({
      what: `class ${kind.split(':').at(-1) ?? kind}`,
      why: 'It compares texts; in the spec a judge decides whether the response agrees with the reference.',
      instead: 'Keep the eval where texts must be equal to the letter.',
      where: name,
    });
    return referenceJudging();
  }
  notes.lost({
    what: `class ${kind.split(':').at(-1) ?? kind}`,
    why: 'It is a program of its own, and none is run.',
    instead: 'Write the responses into a dataset and a rubric for what the program checks.',
    where: name,
  });
  return undefined;
}

async function rowsFor(
  name: string,
  each: JsonObject,
  { rows, folder, notes }: Ports,
): Promise<Record<string, Json>[]> {
  if (rows) return rows.slice(0, MOST_ROWS).map((row) => sampleRow(row, notes));
  const path = saidText(fieldOf(objectOf(fieldOf(each, 'args')), 'samples_jsonl'));
  let why = 'The eval names none.';
  for (const place of path === undefined ? [] : [path, `../data/${path}`]) {
    try {
      const found = await folder.rows(place, MOST_ROWS);
      return found.map((row) => sampleRow(row, notes));
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      why = error.message;
    }
  }
  notes.lost({
    what: 'samples',
    why: `The rows could not be read, so the dataset has one without content. ${why}`,
    instead:
      'In a checkout without Git LFS files are pointers (git lfs pull); else name the rows with --data.',
    where: name,
  });
  return [{ prompt: '', ideal: '' }];
}

/** `input` as a question and a system message, `ideal` as one text. */
function sampleRow(row: JsonObject, notes: ImportNotes): Record<string, Json> {
  const { input, ideal, ...rest } = row;
  const turns = chatTurns(input, () => undefined);
  const {
    system,
    input: prompt,
    isTranscript,
  } = turns
    ? chatTemplates(turns)
    : { system: '', input: input === undefined ? '' : shownValue(input), isTranscript: false };
  if (isTranscript) {
    notes.changed({
      what: 'a sample of several turns',
      why: 'A spec asks with one system and one user message: the turns stand in the column prompt, under their roles.',
    });
  }
  const answers = Array.isArray(ideal)
    ? (ideal as readonly Json[]).map(shownValue)
    : [ideal === undefined ? '' : shownValue(ideal)];
  return {
    ...rest,
    ...(system !== '' && { system }),
    prompt,
    ideal: answers.join('\nor: '),
  };
}

function specOf(
  name: string,
  { type, rubric, fields }: RegistryJudging,
  rows: readonly JsonObject[],
): JsonObject {
  const hasSystem = rows.some((row) => Object.hasOwn(row, 'system'));
  const model: JsonObject = {
    ...STAND_IN,
    system_template: hasSystem ? '{{ system }}' : '',
    input_template: '{{ prompt }}',
  };
  return {
    name,
    type,
    judge: { model: JUDGE_MODEL, model_source: 'serverless', system_template: rubric },
    ...fields,
    ...(type === 'compare'
      ? { model_a: model, model_b: { ...model, model: JUDGE_MODEL } }
      : { model_to_evaluate: model }),
    backend: 'together',
  };
}

/** Every row has the columns that the templates name. */
function completed(rows: readonly Record<string, Json>[], spec: JsonObject): JsonObject[] {
  const judge = saidText(fieldOf(objectOf(fieldOf(spec, 'judge')), 'system_template')) ?? '';
  const names = new Set([...templateColumns(judge), 'prompt']);
  if (rows.some((row) => Object.hasOwn(row, 'system'))) names.add('system');
  const missing: Record<string, Json> = Object.fromEntries([...names].map((name) => [name, '']));
  return rows.map((row) => ({ ...missing, ...row }));
}
