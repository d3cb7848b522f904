import { durationText } from '../durationText.js';
import { costText } from '../runs/costText.js';
import type { RunManifest } from '../runs/manifest.js';
import type { ResolvedSpec, Responder } from '../spec/evalSpec.js';
import { shardWords } from '../shards/shardWords.js';
import { grouped } from '../stats/figures.js';

/** What was run on what, to be looked up or repeated: name and value of each fact. */
export function reportSetup(manifest: RunManifest): readonly (readonly [string, string])[] {
  const { spec, dataset, usage, imported_from: source } = manifest;
  const ms = Date.parse(manifest.finished_at ?? '') - Date.parse(manifest.created_at);
  const tokens = usage && usage.prompt_tokens + usage.completion_tokens;
  return [
    ['type', typeText(spec)],
    ['judge', modelText(manifest.models.judge)],
    ...respondersOf(manifest),
    [
      'where',
      manifest.origin === undefined ? manifest.backend : `${manifest.backend}, ${manifest.origin}`,
    ],
    ...(source ? importText(source) : []),
    ...fact('dataset', dataset.path?.replace(/^(\.\.\/)+/, '') ?? manifest.file_ids?.dataset),
    ...fact('SHA-256 of the dataset', dataset.sha256),
    ...fact('rows judged of the dataset', selectedText(manifest)),
    ...Object.entries(manifest.templates).map(
      ([field, { sha256, file }]) =>
        [`SHA-256 of ${field}`, file === undefined ? sha256 : `${sha256} (${file})`] as const,
    ),
    ...fact('job', manifest.workflow_id),
    ['run', manifest.id],
    ...fact('shards', shardWords(manifest)),
    ['started', manifest.created_at],
    ...(ms > 0 ? [['took', durationText(ms)] as const] : []),
    ...(tokens === undefined ? [] : [['tokens', grouped(tokens)] as const]),
    ...(usage?.cost_usd === undefined ? [] : [['cost', costText(usage.cost_usd)] as const]),
    ['Gavel', manifest.tool_version],
  ];
}

function fact(name: string, value: string | undefined): readonly (readonly [string, string])[] {
  return value === undefined ? [] : [[name, value]];
}

function typeText(spec: ResolvedSpec): string {
  switch (spec.type) {
    case 'classify':
      return `classify: ${spec.labels.join(', ')}; passes: ${spec.pass_labels.join(', ')}`;
    case 'score':
      return `score: ${spec.min_score} to ${spec.max_score}, passes from ${spec.pass_threshold}`;
    case 'compare':
      return spec.disable_position_bias_correction
        ? 'compare, in one order'
        : 'compare, in both orders';
  }
}

function modelText({ model, model_source, origin }: RunManifest['models']['judge']): string {
  return [model, model_source, ...(origin === undefined ? [] : [origin])].join(', ');
}

function respondersOf({ spec, models }: RunManifest): (readonly [string, string])[] {
  const who = (responder: Responder, known: RunManifest['models']['judge'] | undefined) => {
    if (typeof responder !== 'string') return known ? modelText(known) : responder.model;
    return known ? `${known.model}, column ${responder}` : `column ${responder}`;
  };
  return spec.type === 'compare'
    ? [
        ['A', who(spec.model_a, models.model_a)],
        ['B', who(spec.model_b, models.model_b)],
      ]
    : [['judged', who(spec.model_to_evaluate, models.model_to_evaluate)]];
}

function importText(source: NonNullable<RunManifest['imported_from']>) {
  const map = Object.entries(source.map).map(([field, column]) => `${field}: ${column}`);
  return [
    ['columns', map.join(', ')] as const,
    ...(source.guesses ? [['guessed', source.guesses.join('; ')] as const] : []),
  ];
}

function selectedText({ selected_rows: rows, dataset }: RunManifest): string | undefined {
  if (!rows) return undefined;
  return dataset.rows === undefined
    ? grouped(rows.length)
    : `${grouped(rows.length)} of ${grouped(dataset.rows)}`;
}
