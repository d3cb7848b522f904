import { t } from '../../../l10n/t.js';
import type { FoundKey } from '../../exchange/importedSpec.js';
import type { Json, JsonObject } from '../../json.js';
import { JUDGE_MODEL } from '../../spec/newSpec.js';
import { templateColumns } from '../../template/renderTemplate.js';
import type { DraftSpec } from '../importDraft.js';
import { backendFor } from '../importedModel.js';
import type { ImportNotes } from '../importNotes.js';
import { jinjaOf } from '../jinjaOf.js';
import { fieldOf, numberOf, objectOf } from '../jsonParts.js';
import { suffixes } from '../nameSuffix.js';
import { graderOf, type Candidate } from './candidates.js';
import type { DatasetShelf } from './datasets.js';
import type { AssertGroup } from './groups.js';
import { gavelFields, gavelJudging } from './gavelJudging.js';
import { judgingOf, type Judging } from './rubrics.js';
import type { TestRow } from './testRows.js';

interface SpecPlan {
  readonly name: string;
  readonly groups: readonly AssertGroup[];
  readonly candidates: readonly Candidate[];
  readonly rows: readonly TestRow[];
  /** Column with the criteria of single tests. */
  readonly criterion: string;
  readonly shelf: DatasetShelf;
  readonly config: JsonObject;
}

interface Ports {
  readonly notes: ImportNotes;
  readonly keys: FoundKey[];
}

/** Each spec is a file to look after. */
const MOST_SPECS = 24;

const START: Judging = {
  type: 'classify',
  rubric:
    'Decide whether the response is good.\n\n- good: it does what the prompt asks, and states nothing wrong\n- bad: it is wrong, beside the point, or says nothing\n',
  fields: { labels: ['good', 'bad'], pass_labels: ['good'] },
};

/** A spec for each assertion and candidate, and one that compares the first two candidates. */
export function specsOf(plan: SpecPlan, ports: Ports): DraftSpec[] {
  const { candidates, groups, shelf } = plan;
  const suffixOf = suffixes();
  const datasetSuffix = suffixes();
  datasetSuffix('');
  const specs: DraftSpec[] = [];
  const add = (
    group: AssertGroup | undefined,
    judging: Judging,
    judged: readonly Candidate[],
  ): void => {
    if (specs.length >= MOST_SPECS) {
      ports.notes.lost({
        what: t('more specs'),
        why: t('Assertions, prompts and providers together would make more than {0}.', MOST_SPECS),
        instead: t('Copy a spec and change its model or its rubric.'),
      });
      return;
    }
    const what = group?.assert.metric ?? group?.assert.type ?? 'start';
    const kind = judging.type === 'compare' ? 'compare' : what;
    const [first] = judged;
    const label = judging.type === 'compare' ? '' : (first?.label ?? '');
    const dataset = shelf.of(group, datasetSuffix);
    const spec = specOf(
      { ...plan, title: label === '' ? kind : `${kind}, ${label}` },
      { group, judging, judged },
      ports,
    );
    shelf.need(dataset, columnsOf(spec));
    specs.push({
      suffix: suffixOf(label === '' ? kind : `${kind} ${label}`),
      spec,
      dataset,
      head: headOf(group, judged),
    });
  };
  const graded = groups.filter(
    ({ assert }) => assert.type !== 'select-best' && !isCompare(assert.gavel),
  );
  for (const group of graded) {
    for (const candidate of candidates) add(group, judge(group, plan, ports), [candidate]);
  }
  const best = groups.find(
    ({ assert }) => assert.type === 'select-best' || isCompare(assert.gavel),
  );
  const [first] = graded;
  const pair = candidates.slice(0, 2);
  if (pair.length === 2) add(best ?? first, compareJudging(best ?? first, plan, ports), pair);
  else if (best) {
    ports.notes.lost({
      what: t('assert select-best'),
      why: t(
        'It chooses between responses, and there is one prompt and one provider that could be carried over.',
      ),
      instead: t('Write a spec of type compare with model_a and model_b.'),
    });
  }
  if (specs.length === 0) {
    ports.notes.changed({
      what: t('the rubric'),
      why: t('No assertion of the config asks a judge, so the rubric is a start of ours.'),
      instead: t('Write what a good response is into judge.system_template.'),
    });
    for (const candidate of candidates) add(undefined, START, [candidate]);
  }
  return specs;
}

function isCompare(gavel: JsonObject | undefined): boolean {
  return gavel !== undefined && fieldOf(gavel, 'type') === 'compare';
}

/** In Jinja: what a group asks for, or the column where it stands. */
function criterionOf({ shared, assert }: AssertGroup, plan: SpecPlan, { notes }: Ports): string {
  return shared === undefined
    ? `{{ ${plan.criterion} }}`
    : jinjaOf(shared, notes, assert.metric ?? assert.type);
}

function judge(group: AssertGroup, plan: SpecPlan, ports: Ports): Judging {
  const { assert } = group;
  const own = assert.gavel && gavelJudging(assert.gavel);
  if (own) return own;
  const criterion = criterionOf(group, plan, ports);
  const options = plan.rows[group.items[0]?.row ?? 0]?.options ?? {};
  const factuality = objectOf(fieldOf(options, 'factuality'));
  const { type, isNegated, threshold, rubricPrompt } = assert;
  const judging = judgingOf({ type, isNegated, threshold, criterion, factuality });
  if (rubricPrompt === undefined) return judging;
  ports.notes.changed({
    what: t('a rubricPrompt of your own'),
    why: t(
      'It is the rubric now; the response and the form of the answer are added by themselves, so what it says of them is cut or of no effect.',
    ),
    instead: t('Read the rubric in the preview (Gavel: Preview Prompts).'),
  });
  const rubric = rubricPrompt
    .replace(/\{\{-?\s*output\s*-?\}\}/g, '(the response)')
    .replace(/\{\{-?\s*(?:rubric|criteria)\s*-?\}\}/g, () => criterion);
  return { ...judging, rubric: jinjaOf(rubric, ports.notes, 'rubricPrompt') };
}

function compareJudging(group: AssertGroup | undefined, plan: SpecPlan, ports: Ports): Judging {
  const own = group?.assert.gavel && gavelJudging(group.assert.gavel);
  if (own?.type === 'compare') return own;
  const criterion = group ? criterionOf(group, plan, ports).trim() : '';
  return judgingOf({
    type: 'select-best',
    isNegated: false,
    criterion: criterion === '' ? 'It does what the prompt asks, fully and rightly.' : criterion,
    factuality: {},
  });
}

interface Part {
  readonly group: AssertGroup | undefined;
  readonly judging: Judging;
  readonly judged: readonly Candidate[];
}

function specOf(
  { name, title, config }: SpecPlan & { readonly title: string },
  { group, judging, judged }: Part,
  ports: Ports,
): JsonObject {
  const [a, b] = judged.map(({ responder }) => responder);
  const grader = graderOf(group?.assert.provider, ports);
  const judge: JsonObject = {
    ...(grader ?? { model: JUDGE_MODEL, model_source: 'serverless' }),
    system_template: judging.rubric,
  };
  if (!grader) {
    ports.notes.changed({
      what: t('the judge'),
      why: t(
        'promptfoo chooses its grader by the keys that it finds; {0} stands in the specs.',
        JUDGE_MODEL,
      ),
      instead: t('Name your own under judge (Gavel: Choose Model).'),
    });
  }
  const models: readonly (Json | undefined)[] = [judge, a, b];
  const run = runOptions(config);
  const kept = group?.assert.gavel;
  const isExported = kept !== undefined && gavelJudging(kept)?.type === judging.type;
  return {
    name: `${name}: ${title}`,
    type: judging.type,
    judge,
    ...judging.fields,
    ...(judging.type === 'compare'
      ? { model_a: a ?? '', model_b: b ?? '' }
      : { model_to_evaluate: a ?? '' }),
    backend: backendFor(models),
    ...(Object.keys(run).length > 0 && { run }),
    ...(isExported && gavelFields(kept)),
  };
}

function runOptions(config: JsonObject): JsonObject {
  const options = {
    ...objectOf(fieldOf(config, 'commandLineOptions')),
    ...objectOf(fieldOf(config, 'evaluateOptions')),
  };
  const concurrency = numberOf(fieldOf(options, 'maxConcurrency'));
  const repeats = numberOf(fieldOf(options, 'repeat'));
  const isCount = (count: number | undefined, most: number): count is number =>
    count !== undefined && Number.isSafeInteger(count) && count > 1 && count <= most;
  return {
    ...(isCount(concurrency, 1024) && { concurrency }),
    ...(isCount(repeats, 100) && { repeats }),
  };
}

/** Columns that the templates of a spec name. */
function columnsOf(spec: JsonObject): string[] {
  return ['judge', 'model_to_evaluate', 'model_a', 'model_b'].flatMap((field) => {
    const model = objectOf(fieldOf(spec, field));
    return ['system_template', 'input_template'].flatMap((name) => {
      const template = fieldOf(model, name);
      return typeof template === 'string' ? templateColumns(template) : [];
    });
  });
}

function headOf(group: AssertGroup | undefined, judged: readonly Candidate[]): string[] {
  const from = group
    ? t('From the assertion {0} of a promptfoo config.', group.assert.type)
    : t('From a promptfoo config.');
  return [from, ...judged.flatMap(({ head }) => head)];
}
