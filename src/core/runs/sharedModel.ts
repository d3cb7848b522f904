import { t } from '../../l10n/t.js';
import { responders } from '../spec/responders.js';
import type { RunConcern } from './runConcerns.js';
import type { RunManifest } from './manifest.js';

/** Words in model ids, and the family that each is of. */
const FAMILIES: Readonly<Record<string, string>> = {
  gpt: 'GPT',
  chatgpt: 'GPT',
  claude: 'Claude',
  gemini: 'Gemini',
  gemma: 'Gemma',
  llama: 'Llama',
  qwen: 'Qwen',
  qwq: 'Qwen',
  deepseek: 'DeepSeek',
  mistral: 'Mistral',
  mixtral: 'Mistral',
  ministral: 'Mistral',
  magistral: 'Mistral',
  kimi: 'Kimi',
  glm: 'GLM',
  phi: 'Phi',
  command: 'Command',
  grok: 'Grok',
  nemotron: 'Nemotron',
};

/** The family that a model's id names, e.g. `Llama` for `meta-llama/Llama-3.3-70B`; the last that it names. */
export function modelFamily(model: string): string | undefined {
  const name = model.slice(model.lastIndexOf('/') + 1).toLowerCase();
  const words = name.match(/[a-z]+/g) ?? [];
  const known = words.filter((word) => Object.hasOwn(FAMILIES, word)).at(-1);
  return known === undefined ? undefined : FAMILIES[known];
}

/**
 * A judge that judges its own text, or that of a close relative: models rate what they could have
 * written higher (self-preference: Panickssery, Bowman and Feng 2024).
 */
export function sharedModelConcern({ spec, models }: RunManifest): RunConcern[] {
  const judge = models.judge.model;
  const judged = responders(spec).flatMap(([field, responder]) =>
    typeof responder === 'string' ? [] : [{ field, model: responder.model }],
  );
  const same = judged.filter(({ model }) => model.toLowerCase() === judge.toLowerCase());
  const [own, other] = same;
  // Where both sides are alike, neither is favoured.
  if (own && other) return [];
  if (own) {
    return [
      {
        severity: 'warn',
        message: ownText(own.field, judge),
      },
    ];
  }
  const family = modelFamily(judge);
  const related = judged.filter(({ model }) => modelFamily(model) === family);
  const [relative, another] = related;
  if (family === undefined || !relative || another) return [];
  return [
    {
      severity: 'hint',
      message: t(
        'Judge and judged model are both of the {0} family ({1}, {2}): judges favour text like their own. A judge of another family would show by how much.',
        family,
        judge,
        relative.model,
      ),
    },
  ];
}

function ownText(field: 'model_to_evaluate' | 'model_a' | 'model_b', judge: string): string {
  switch (field) {
    case 'model_to_evaluate':
      return t(
        '{0} is the judge, and every response is its own: judges favour their own text. Ask a judge of another family.',
        judge,
      );
    case 'model_a':
      return t(
        '{0} is the judge, and response A is its own: judges favour their own text. Ask a judge of another family.',
        judge,
      );
    case 'model_b':
      return t(
        '{0} is the judge, and response B is its own: judges favour their own text. Ask a judge of another family.',
        judge,
      );
  }
}
