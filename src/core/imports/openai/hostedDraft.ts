import { t } from '../../../l10n/t.js';
import type { FoundKey } from '../../exchange/importedSpec.js';
import { isJsonObject, type Json, type JsonObject } from '../../json.js';
import { JUDGE_MODEL } from '../../spec/newSpec.js';
import { templateColumns } from '../../template/renderTemplate.js';
import { chatTemplates, chatTurns } from '../chatTemplates.js';
import { validSpecs, type DraftSpec, type ImportDraft } from '../importDraft.js';
import { backendFor } from '../importedModel.js';
import type { ImportNotes } from '../importNotes.js';
import { fieldOf, objectOf, saidText } from '../jsonParts.js';
import { suffixes } from '../nameSuffix.js';
import { pastRuns } from '../pastRuns.js';
import {
  modelGraders,
  openAiModel,
  sampling,
  type GraderPorts,
  type ImportedGrader,
} from './graders.js';
import type { HostedParts } from './hostedParts.js';
import { runRows } from './hostedParts.js';
import { hostedRow, outputItemRow, pastRow, type HostedRow } from './hostedRows.js';
import { itemTemplate } from './itemTemplate.js';

/** Rows of a dataset that is written at once. */
const MOST_ROWS = 100_000;
const STAND_IN = { model: 'openai/gpt-oss-20b', model_source: 'serverless' } as const;

/** Specs of the graders, a dataset of the rows, and runs of the results of OpenAI's hosted evals. */
export function hostedDraft(parts: HostedParts, file: string, notes: ImportNotes): ImportDraft {
  const keys: FoundKey[] = [];
  const ports: GraderPorts = { notes, keys };
  const rows = rowsOf(parts);
  if (rows.length > MOST_ROWS) {
    notes.lost({ what: t('more rows'), why: t('The dataset has the first {0}.', MOST_ROWS) });
  }
  const given = rows.slice(0, MOST_ROWS);
  const isAnswered = given.length > 0 && given.every(({ output }) => output !== undefined);
  const column = freeColumn('output_text', given);
  const table = given.map(({ values, output }): Record<string, Json> => ({
    ...values,
    ...(isAnswered && { [column]: output ?? null }),
  }));
  const suffixOf = suffixes();
  const specs: DraftSpec[] = [];
  for (const each of parts.evals) {
    const name = saidText(fieldOf(each, 'name')) ?? file.replace(/\.[^.]*$/, '');
    const graders = modelGraders(fieldOf(each, 'testing_criteria'), ports);
    if (table.length === 0) table.push(schemaRow(each, notes));
    const responder = isAnswered ? column : responderOf(parts.runs, ports);
    for (const grader of graders.length > 0 ? graders : [startGrader(notes)]) {
      const spec = specOf(`${name}: ${grader.name}`, grader, responder);
      addColumns(table, spec, notes);
      specs.push({
        suffix: suffixOf(grader.name),
        spec,
        dataset: '',
        head: [t('From the grader {0} of an OpenAI eval.', grader.name)],
      });
    }
  }
  const past = parts.outputItems.map((item) => pastRow(item, modelsOf(parts.runs)));
  const [first] = parts.evals;
  const title = (first && saidText(fieldOf(first, 'name'))) ?? file.replace(/\.[^.]*$/, '');
  const { datasets, runs } = pastRuns(title, past, notes);
  const own = table.length > 0 ? [{ suffix: '', rows: table.map(withColumn) }] : [];
  return {
    specs: own.length > 0 ? validSpecs(specs, notes) : [],
    datasets: [...own, ...datasets],
    runs,
    notes: notes.list(),
    keys,
    ...(rows.length === 0 && { lacksRows: true }),
  };
}

function rowsOf({ rows, runs, outputItems }: HostedParts): HostedRow[] {
  const own = [...rows, ...runs.flatMap(runRows)].map(hostedRow);
  return own.length > 0 ? own : outputItems.map(outputItemRow);
}

function withColumn(row: JsonObject, index: number): JsonObject {
  return Object.keys(row).length > 0 ? row : { row: index + 1 };
}

function freeColumn(name: string, rows: readonly HostedRow[]): string {
  const taken = new Set(rows.flatMap(({ values }) => Object.keys(values)));
  let free = name;
  for (let count = 2; taken.has(free); count += 1) free = `${name}_${count}`;
  return free;
}

/** A row of the fields that the eval says its rows have, to be filled in. */
function schemaRow(each: JsonObject, notes: ImportNotes): Record<string, Json> {
  const config = objectOf(fieldOf(each, 'data_source_config'));
  const given = objectOf(fieldOf(config, 'item_schema') ?? fieldOf(config, 'schema'));
  const all = objectOf(fieldOf(given, 'properties'));
  const inner = objectOf(fieldOf(objectOf(fieldOf(all, 'item')), 'properties'));
  const names = Object.keys(Object.keys(inner).length > 0 ? inner : all).filter(
    (name) => name !== 'sample',
  );
  notes.lost({
    what: t('the rows'),
    why: t('An eval holds none: the dataset has one row with the fields that its rows have.'),
    instead: t(
      'Import again and name the JSON Lines file of the rows (on the command line: --data), or name your file under dataset.',
    ),
  });
  return Object.fromEntries(names.map((name) => [name, '']));
}

function specOf(
  name: string,
  { type, judge, fields }: ImportedGrader,
  responder: JsonObject | string,
): JsonObject {
  return {
    name,
    type,
    judge,
    ...fields,
    model_to_evaluate: responder,
    backend: backendFor([judge, responder]),
  };
}

/** The model that the first run asked, as the spec asks it. */
function responderOf(runs: readonly JsonObject[], ports: GraderPorts): JsonObject {
  const { notes } = ports;
  for (const run of runs) {
    const source = objectOf(fieldOf(run, 'data_source'));
    const model = saidText(fieldOf(source, 'model'));
    if (model === undefined) continue;
    const messages = objectOf(fieldOf(source, 'input_messages'));
    const reference = saidText(fieldOf(messages, 'item_reference'));
    const other = (): void =>
      notes.lost({ what: t('parts of a message that are no text'), why: t('A template is text.') });
    const turns = chatTurns(fieldOf(messages, 'template'), other);
    const { system, input } = turns
      ? chatTemplates(turns)
      : { system: '', input: reference === undefined ? '' : `{{ ${reference} }}` };
    const question = itemTemplate(input, notes, 'input_messages');
    return {
      ...openAiModel(model, ports),
      system_template: itemTemplate(system, notes, 'input_messages'),
      input_template: question.trim() === '' ? 'Answer.' : question,
      ...sampling(objectOf(fieldOf(source, 'sampling_params')), notes, 'run'),
    };
  }
  notes.changed({
    what: t('the model under evaluation'),
    why: t(
      'Neither rows with responses nor a run with a model are in the file, so {0} stands in the spec.',
      STAND_IN.model,
    ),
    instead: t('Name your model, or the column that holds the responses, in model_to_evaluate.'),
  });
  return { ...STAND_IN, system_template: '', input_template: 'Write the prompt here.' };
}

function startGrader(notes: ImportNotes): ImportedGrader {
  notes.changed({
    what: t('the rubric'),
    why: t('No grader of the eval asks a model, so the rubric is a start of ours.'),
    instead: t('Write what a good response is into judge.system_template.'),
  });
  return {
    name: 'start',
    type: 'classify',
    judge: {
      model: JUDGE_MODEL,
      model_source: 'serverless',
      system_template:
        'Decide whether the response is good.\n\n- good: it does what was asked, and states nothing wrong\n- bad: it is wrong, beside the point, or says nothing\n',
    },
    fields: { labels: ['good', 'bad'], pass_labels: ['good'] },
  };
}

/** Every row has the columns that the templates name. */
function addColumns(table: Record<string, Json>[], spec: JsonObject, notes: ImportNotes): void {
  for (const field of ['judge', 'model_to_evaluate']) {
    const model = fieldOf(spec, field);
    if (!isJsonObject(model)) continue;
    for (const name of ['system_template', 'input_template']) {
      const template = saidText(fieldOf(model, name));
      if (template === undefined) continue;
      for (const column of templateColumns(template)) {
        if (table.some((row) => Object.hasOwn(row, column))) continue;
        notes.changed({
          what: t('column {0}', column),
          why: t('A template names it and no row has it: it is an empty column.'),
        });
        for (const row of table) row[column] = '';
      }
    }
  }
}

function modelsOf(runs: readonly JsonObject[]): Map<string, string> {
  return new Map(
    runs.flatMap((run): [string, string][] => {
      const id = saidText(fieldOf(run, 'id'));
      const model =
        saidText(fieldOf(run, 'model')) ??
        saidText(fieldOf(objectOf(fieldOf(run, 'data_source')), 'model'));
      return id === undefined || model === undefined ? [] : [[id, model]];
    }),
  );
}
