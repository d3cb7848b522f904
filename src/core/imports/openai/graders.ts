import { t } from '../../../l10n/t.js';
import type { FoundKey } from '../../exchange/importedSpec.js';
import { isJsonObject, type Json, type JsonObject } from '../../json.js';
import { PROVIDER_BASES } from '../../models/providerBases.js';
import { chatTurns } from '../chatTemplates.js';
import { externalModel, samplingFields } from '../importedModel.js';
import type { ImportNotes } from '../importNotes.js';
import { fieldOf, listOf, numberOf, objectOf, saidText } from '../jsonParts.js';
import { isResponse, itemTemplate } from './itemTemplate.js';

export interface GraderPorts {
  readonly notes: ImportNotes;
  readonly keys: FoundKey[];
}

/** A model grader as the part of a spec that says how it is judged. */
export interface ImportedGrader {
  readonly name: string;
  readonly type: 'classify' | 'score';
  readonly judge: JsonObject;
  readonly fields: JsonObject;
}

const allInstead = (): Readonly<Record<string, string>> => ({
  string_check: t(
    'Keep it as a unit test, or classify against the reference with the labels same and different.',
  ),
  text_similarity: t('Classify against the reference with the labels same and different.'),
  python: t('Say in a rubric what the code checks, or keep it as a unit test.'),
  endpoint: t('Write its verdicts into a file and read that with gavel import results.'),
});
const DEEPEST_MULTI = 3;

/** The graders of an eval that ask a model; the others are noted. */
export function modelGraders(
  criteria: Json | undefined,
  ports: GraderPorts,
  level = 0,
): ImportedGrader[] {
  const { notes } = ports;
  return listOf(criteria).flatMap((item): ImportedGrader[] => {
    const grader = objectOf(item);
    const type = saidText(fieldOf(grader, 'type')) ?? t('a grader without a type');
    const name = saidText(fieldOf(grader, 'name')) ?? type;
    if (type === 'label_model') return [labelGrader(grader, name, ports)];
    if (type === 'score_model') return [scoreGrader(grader, name, ports)];
    if (type === 'multi' && level < DEEPEST_MULTI) {
      notes.lost({
        what: t('grader multi'),
        why: t(
          'Its formula joins several graders into one figure; each is a spec of its own here.',
        ),
        instead: t('Give each spec a gate.'),
        where: name,
      });
      const inner = fieldOf(grader, 'graders');
      return modelGraders(isJsonObject(inner) ? Object.values(inner) : inner, ports, level + 1);
    }
    notes.lost({
      what: t('grader {0}', type),
      why: t('It is decided by a program, and every verdict of Gavel is a judge’s.'),
      instead: allInstead()[type],
      where: name,
    });
    return [];
  });
}

function labelGrader(grader: JsonObject, name: string, ports: GraderPorts): ImportedGrader {
  return {
    name,
    type: 'classify',
    judge: judgeOf(grader, name, ports),
    fields: {
      labels: listOf(fieldOf(grader, 'labels')),
      pass_labels: listOf(fieldOf(grader, 'passing_labels')),
    },
  };
}

function scoreGrader(grader: JsonObject, name: string, ports: GraderPorts): ImportedGrader {
  const [low = 0, high = 1] = listOf(fieldOf(grader, 'range')).map(numberOf);
  const threshold = numberOf(fieldOf(grader, 'pass_threshold'));
  const middle = (low + high) / 2;
  if (threshold === undefined) {
    ports.notes.changed({
      what: t('the threshold of a score'),
      why: t('The grader names none, so scores from {0} on pass, the middle of its range.', middle),
      instead: t('Set pass_threshold in the spec.'),
      where: name,
    });
  }
  const least = threshold ?? middle;
  return {
    name,
    type: 'score',
    judge: judgeOf(grader, name, ports),
    fields: {
      min_score: low,
      max_score: high,
      pass_threshold: Math.min(Math.max(least, low), Math.max(low, high)),
    },
  };
}

function judgeOf(grader: JsonObject, name: string, ports: GraderPorts): JsonObject {
  const { notes } = ports;
  const other = (): void =>
    notes.lost({
      what: t('parts of a message that are no text'),
      why: t('A template is text.'),
      where: name,
    });
  const turns = chatTurns(fieldOf(grader, 'input'), other) ?? [];
  const texts = turns
    .map(({ text }) => itemTemplate(text, notes, name))
    .filter((text) => !isResponse(text));
  const rubric = texts.join('\n\n').trim();
  return {
    ...openAiModel(saidText(fieldOf(grader, 'model')) ?? 'gpt-4.1', ports),
    system_template: rubric === '' ? 'Judge the response.' : rubric,
    ...sampling(objectOf(fieldOf(grader, 'sampling_params')), notes, name),
  };
}

/** A model of OpenAI's by its name there. */
export function openAiModel(model: string, { keys }: GraderPorts): JsonObject {
  const place = PROVIDER_BASES.find(({ shortcut }) => shortcut === 'openai') ?? {
    url: 'https://api.openai.com/v1',
  };
  return externalModel(model, place, { keys }) ?? { model, model_source: 'serverless' };
}

const CARRIED = new Set([
  'temperature',
  'max_completions_tokens',
  'max_completion_tokens',
  'max_tokens',
]);

/** The settings of a request that a spec has too. */
export function sampling(settings: JsonObject, notes: ImportNotes, where: string): JsonObject {
  for (const [setting, value] of Object.entries(settings)) {
    if (CARRIED.has(setting) || value === null) continue;
    notes.lost({
      what: `sampling_params.${setting}`,
      why: t('A spec’s model has no such setting; the model’s own default holds.'),
      where,
    });
  }
  return samplingFields(settings, [
    'max_completions_tokens',
    'max_completion_tokens',
    'max_tokens',
  ]);
}
