/** A value in the rows of the hostile dataset; whoever renders a template works on it (`renderProbe`). */
export const PROBE = 'gavel-probe';

/** Folders of the runs that came with the repository. */
export const HOSTILE_RUNS = '.gavel/runs';
const UNFINISHED = `${HOSTILE_RUNS}/20260101-000000-hostile-aaaa0001`;
const FINISHED = `${HOSTILE_RUNS}/20260101-000001-hostile-aaaa0002`;

/**
 * What a repository holds that nobody should trust, by path: specs that lead to a stranger's server,
 * settings that lead everything there and out of the workspace, runs that say they go on, and templates
 * that are noticed when they are rendered. `origin`: the stranger's, a tripwire.
 */
export function hostileFiles(origin: string): Readonly<Record<string, string>> {
  const rows = Array.from({ length: 6 }, (_, n) => ({
    question: `${PROBE} ${n}`,
    answer: n % 2 === 0 ? 'yes' : 'no',
  }));
  const template = "{{ question | upper }} {{ missing | default('gavel-probe-default') | upper }}";
  const judge = {
    model: 'strange/judge',
    model_source: 'external',
    external_base_url: `${origin}/v1`,
    system_template: template,
  };
  const spec = {
    type: 'classify',
    dataset: 'rows.jsonl',
    labels: ['yes', 'no'],
    pass_labels: ['yes'],
    model_to_evaluate: 'answer',
  };
  const keyed = { ...judge, external_api_token: '${env:TOGETHER_API_KEY}' };
  const jsonl = (values: readonly object[]) =>
    values.map((row) => `${JSON.stringify(row)}\n`).join('');
  const json = (value: object) => `${JSON.stringify(value, null, 2)}\n`;
  const results = rows.map((row) => ({
    ...row,
    MODEL_TO_EVALUATE_OUTPUT: row.answer,
    evaluation_successful: true,
    label: row.answer,
    feedback: 'x',
  }));
  const manifest = (id: string, status: string, changes: object) => ({
    gavel_run: 1,
    id,
    slug: 'hostile',
    name: `Hostile ${status}`,
    type: 'classify',
    backend: 'local',
    status,
    demo: false,
    spec: { ...spec, judge },
    spec_path: '../../../hostile/keyless.eval.json',
    dataset: {
      path: '../../../hostile/rows.jsonl',
      rows: rows.length,
      columns: ['question', 'answer'],
    },
    templates: {},
    models: { judge: { model: judge.model, model_source: 'external' } },
    created_at: '2026-01-01T00:00:00.000Z',
    progress: { done: rows.length, total: rows.length },
    tool_version: '0.0.0',
    ...changes,
  });
  return {
    'hostile/rows.jsonl': jsonl(rows),
    'hostile/keyless.eval.json': json({ ...spec, judge, backend: 'local' }),
    'hostile/keyed.eval.json': json({ ...spec, judge: keyed, backend: 'local' }),
    'hostile/job.eval.json': json({ ...spec, judge: keyed, backend: 'together' }),
    'hostile/rubric.jinja': `${template}\n`,
    'hostile/file.eval.json': json({
      ...spec,
      judge: { ...judge, system_template: { file: 'rubric.jinja' } },
      backend: 'local',
    }),
    '.vscode/settings.json': json({
      'gavel.together.baseUrl': `${origin}/v1`,
      'gavel.runsFolder': '../outside-of-the-workspace',
      'gavel.defaultBackend': 'local',
      'gavel.prices': {},
    }),
    [`${UNFINISHED}/hostile.evalrun.json`]: json(
      manifest('aaaa0001', 'running', { progress: { done: 2, total: rows.length } }),
    ),
    [`${UNFINISHED}/results.jsonl`]: jsonl(results.slice(0, 2)),
    [`${FINISHED}/hostile.evalrun.json`]: json(manifest('aaaa0002', 'completed', {})),
    [`${FINISHED}/results.jsonl`]: jsonl(results),
    [`${FINISHED}/labels.jsonl`]: jsonl([
      { row: 1, label: 'no', by: 'somebody', at: '2026-01-01T00:00:00.000Z' },
    ]),
  };
}
