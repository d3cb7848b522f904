import { t } from '../../../l10n/t.js';
import { isJsonObject, type Json, type JsonObject } from '../../json.js';
import { UserError } from '../../userError.js';
import type { ImportFolder } from '../importFolder.js';
import type { ImportNotes } from '../importNotes.js';
import { rawText } from '../jinjaOf.js';
import { fieldOf, listOf, objectOf, saidText, shownValue } from '../jsonParts.js';
import { readPlain } from '../plainSource.js';

/** How a model-graded eval of the registry is judged. */
export interface RegistryJudging {
  readonly type: 'classify' | 'score' | 'compare';
  readonly rubric: string;
  readonly fields: JsonObject;
}

const REFERENCE: RegistryJudging = {
  type: 'classify',
  rubric:
    'Decide whether the response agrees with the reference. Other words for the same do not count against it.\n\nReference:\n{{ ideal }}\n\n- correct: it says what the reference says\n- incorrect: it says something else, or nothing\n',
  fields: { labels: ['correct', 'incorrect'], pass_labels: ['correct'] },
};

/** The judging of an eval that compares texts: a judge does so in its place. */
export function referenceJudging(): RegistryJudging {
  return REFERENCE;
}

/** In our own words, for where the registry's file is not at hand. */
const KNOWN: Readonly<Record<string, RegistryJudging>> = {
  closedqa: {
    type: 'classify',
    rubric:
      'Decide whether the response meets the criterion, and nothing else.\n\nCriterion:\n{{ criteria }}\n\n- Y: it meets the criterion\n- N: it does not\n',
    fields: { labels: ['Y', 'N'], pass_labels: ['Y'] },
  },
  fact: {
    type: 'classify',
    rubric:
      'Compare the facts in the response with the reference. Style, grammar and punctuation do not count.\n\nReference:\n{{ ideal }}\n\n- A: the response says a part of the reference, and nothing against it\n- B: it says all of the reference and more, and nothing against it\n- C: it says the same\n- D: it contradicts the reference\n- E: it differs in ways that do not touch the facts\n',
    fields: { labels: ['A', 'B', 'C', 'D', 'E'], pass_labels: ['A', 'B', 'C', 'E'] },
  },
  battle: {
    type: 'compare',
    rubric: 'Decide which response is better. Length and order do not count.\n',
    fields: {},
  },
};

interface Graded {
  readonly name: string;
  /** Values that the eval itself gives to the prompt. */
  readonly values: JsonObject;
}

interface Ports {
  readonly folder: ImportFolder;
  readonly notes: ImportNotes;
}

/** The judging of a model-graded eval: by the registry's own file, where it is at hand. */
export async function modelgradedJudging(
  { name, values }: Graded,
  { folder, notes }: Ports,
): Promise<RegistryJudging | undefined> {
  if (name === 'battle') return KNOWN['battle'];
  const own = /^[\w.-]+$/.test(name) ? await ownSpec(name, folder) : undefined;
  if (own) return judgingOf(own, { name, values }, notes);
  const known = Object.hasOwn(KNOWN, name) ? KNOWN[name] : undefined;
  if (!known) {
    notes.lost({
      what: t('modelgraded spec {0}', name),
      why: t('Its file is not beside the eval’s, at ../modelgraded, or may not be read.'),
      instead: t('Import within a checkout of the registry.'),
    });
    return undefined;
  }
  const criteria = saidText(fieldOf(values, 'criteria'));
  if (criteria === undefined) return known;
  return { ...known, rubric: known.rubric.replace('{{ criteria }}', () => rawText(criteria)) };
}

/** Several specs can stand in one file; one of another name can't be found by it. */
async function ownSpec(name: string, folder: ImportFolder): Promise<JsonObject | undefined> {
  const place = `../modelgraded/${name}.yaml`;
  try {
    const spec = fieldOf(objectOf(readPlain(await folder.read(place), place)), name);
    return isJsonObject(spec) ? spec : undefined;
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

function judgingOf(
  spec: JsonObject,
  { name, values }: Graded,
  notes: ImportNotes,
): RegistryJudging | undefined {
  const prompt = fieldOf(spec, 'prompt');
  const text =
    typeof prompt === 'string'
      ? prompt
      : listOf(prompt)
          .map((turn) => shownValue(fieldOf(objectOf(turn), 'content')))
          .join('\n\n');
  const labels = choicesOf(fieldOf(spec, 'choice_strings'));
  const rubric = placeholders(text, values);
  if (labels.length < 2 || rubric.trim() === '') {
    notes.lost({
      what: t('modelgraded spec {0}', name),
      why: t('Its choices depend on the number of responses, or it has no prompt.'),
      instead: t('Write a spec of type compare for each pair of responses.'),
    });
    return undefined;
  }
  const scores = fieldOf(spec, 'choice_scores');
  const numbers = labels.map(Number);
  if (scores === 'from_strings' && numbers.every(Number.isFinite)) {
    const from = Math.min(...numbers);
    const to = Math.max(...numbers);
    thresholdNote(name, notes);
    return {
      type: 'score',
      rubric,
      fields: { min_score: from, max_score: to, pass_threshold: (from + to) / 2 },
    };
  }
  const passing = labels.filter((label) => {
    const score = isJsonObject(scores) ? fieldOf(scores, label) : undefined;
    return typeof score === 'number' && score > 0.5;
  });
  if (passing.length === 0) {
    notes.changed({
      what: t('the labels that pass'),
      why: t(
        'The registry counts how often each choice was made and says of none that it passes, so a guess stands in the spec.',
      ),
      instead: t('Set pass_labels.'),
      where: name,
    });
  }
  const guess = name === 'fact' ? labels.filter((label) => label !== 'D') : labels.slice(0, 1);
  return {
    type: 'classify',
    rubric,
    fields: { labels, pass_labels: passing.length > 0 ? passing : guess },
  };
}

function thresholdNote(name: string, notes: ImportNotes): void {
  notes.changed({
    what: t('the threshold of a score'),
    why: t('The registry names none, so scores from the middle of the scale on pass.'),
    instead: t('Set pass_threshold in the spec.'),
    where: name,
  });
}

function choicesOf(value: Json | undefined): string[] {
  if (typeof value === 'string') return /^from_/.test(value) ? [] : [...new Set(value)];
  return [...new Set(listOf(value).map(shownValue))].filter((label) => label !== '');
}

/** Python's `{input}` as Jinja: columns of the dataset, the response where it is quoted. */
function placeholders(prompt: string, values: JsonObject): string {
  return prompt
    .split(/(\{\{|\}\}|\{[A-Za-z_]\w*\})/)
    .map((part) => {
      if (part === '{{') return '{';
      if (part === '}}') return '}';
      const name = /^\{(\w+)\}$/.exec(part)?.[1];
      if (name === undefined) return part.replace(/\{(?=[{%#])/g, "{{ '{' }}");
      if (/^completion\d*$/.test(name)) return '(the response)';
      const value = fieldOf(values, name);
      if (value !== undefined) return rawText(shownValue(value));
      return `{{ ${name === 'input' ? 'prompt' : name} }}`;
    })
    .join('');
}
