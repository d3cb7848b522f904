import { plural, t } from '../../l10n/t.js';
import type { DatasetInfo } from '../dataset/dataset.js';
import { selectRows } from '../dataset/rows/selectRows.js';
import type { JsonObject } from '../json.js';
import type { ModelList } from '../models/modelList.js';
import { modelListProblems } from '../models/modelListProblems.js';
import { plannedPrices, type PriceTable } from '../models/prices.js';
import type { BackendName, EvalSpec, ResolvedSpec } from '../spec/evalSpec.js';
import {
  inspectSpec,
  type InspectedProblem,
  type SpecPorts,
} from '../spec/problems/inspectSpec.js';
import { backendProblems, isServiceFile } from '../spec/problems/modelProblems.js';
import { parseSpec } from '../spec/parseSpec.js';
import { resolveSpec } from '../spec/resolveSpec.js';
import { specColumns } from '../spec/specColumns.js';
import type { TextRange } from '../spec/text/textRange.js';
import { rowsOfShard, type PlannedShard, type Shard } from '../shards/shard.js';
import { UserError, type UserErrorKind } from '../userError.js';
import type { EvalPlan } from './evalBackend.js';

export interface PlanOptions {
  /** Absolute. */
  readonly specPath: string;
  /** Folder in which the run's folder is made, absolute. */
  readonly runsRoot: string;
  /** Takes the place of the spec's own. */
  readonly backend?: BackendName;
  /** For a spec that names none. */
  readonly defaultBackend: BackendName;
  /** Takes the place of `run.limit`. */
  readonly limit?: number;
  /** Takes the place of `run.sample_seed`. */
  readonly sampleSeed?: number;
  /** The very rows to judge, from 1; takes the place of any limit. */
  readonly rows?: readonly number[];
  /** Judges one part of these rows alone. */
  readonly shard?: Shard;
  /** Tries some rows on this machine: what would be a job of the service is asked of its models. */
  readonly isDryRun?: boolean;
  /** The last list of models of the service behind a backend, and the time, for notes. */
  readonly models?: {
    readonly last: (backend: BackendName) => Promise<ModelList | undefined>;
    readonly now: number;
  };
  /** Prices that a person has set, and the address that serverless models are asked at. */
  readonly prices?: { readonly set: PriceTable; readonly serviceUrl: string };
}

/**
 * Makes all that a launch needs from a spec file; sends nothing. Throws `UserError`: `spec`, `dataset`
 * or `template` by what is at fault, with the file, line and column.
 */
export async function planRun(
  options: PlanOptions,
  ports: SpecPorts,
  signal?: AbortSignal,
): Promise<EvalPlan> {
  const { specPath } = options;
  const parsed = parseSpec(await ports.texts.read(specPath), specPath);
  const file = baseName(specPath);
  const { spec } = parsed;
  if (!spec) {
    const errors = parsed.problems.filter((problem) => problem.severity === 'error');
    throw firstOf(
      file,
      errors.map((problem) => ({ ...problem, kind: 'spec' })),
    );
  }
  const chosen = spec.backend ?? options.defaultBackend;
  const dryBackend = options.isDryRun && chosen === 'together' ? 'local' : chosen;
  const backend = options.backend ?? dryBackend;
  const { info, problems } = await inspectSpec(spec, { specPath, ports }, signal);
  // The schema made the spec from JSON: it is one.
  const unreachable = backendProblems(spec as unknown as JsonObject, backend);
  const errors = [
    ...unreachable.map((problem) => ({ ...problem, kind: 'spec' as const })),
    ...problems,
  ]
    .filter((problem) => problem.severity === 'error')
    .map((problem) => ({ ...problem, range: parsed.rangeOf(problem.path) }));
  if (errors.length > 0) throw firstOf(file, errors);

  const { spec: resolved, templates } = await resolveSpec(spec, specPath, ports.texts);
  const limit = options.rows?.length ?? options.limit ?? spec.run?.limit;
  const name = spec.name ?? specStem(specPath);
  const seed = options.sampleSeed ?? spec.run?.sample_seed;
  const whole =
    info &&
    (options.rows
      ? chosenRows(options.rows, info)
      : selectRows(info.rows, { limit, sample_seed: seed }));
  const { shard } = options;
  const selectedRows =
    shard && info ? rowsOfShard(shard, { total: info.rows, selected: whole }) : whole;
  const list = await options.models?.last(backend);
  const listed =
    list && options.models
      ? modelListProblems(parsed, { list, backend, now: options.models.now })
      : [];
  const refusals = listed
    .filter(({ code }) => code === 'endpoint-stopped')
    .map(({ message }) => message);
  const prices = options.prices && plannedPrices(resolved, { ...options.prices, backend, list });
  return {
    name,
    slug: slugOf(name),
    spec: resolved,
    specPath,
    backend,
    dataset: info ? { info } : fileOnService(spec, limit ?? shard?.of),
    ...(selectedRows && { selectedRows }),
    ...(shard &&
      info && { shard: plannedShard(shard, { rows: whole?.length ?? info.rows, seed }) }),
    templates,
    runsRoot: options.runsRoot,
    ...(prices && { prices }),
    ...(options.isDryRun && { isDryRun: true }),
    ...(refusals.length > 0 && { refusals }),
    notes: [
      ...notesOf({ spec: resolved, backend, info, problems }),
      ...listed.map(({ message }) => message),
    ],
  };
}

/** The first error with its place, and how many more there are. */
function firstOf(
  file: string,
  errors: readonly {
    readonly kind: UserErrorKind;
    readonly message: string;
    readonly range?: TextRange | undefined;
  }[],
): UserError {
  const [first, ...others] = errors;
  if (!first) return new UserError('spec', t('{0} can’t be read as an eval spec.', file));
  const at = first.range ? `:${first.range.start.line}:${first.range.start.column}` : '';
  const said = `${file}${at}: ${first.message}`;
  const message =
    others.length === 0
      ? said
      : plural(others.length, '{1} ({0} more problem)', '{1} ({0} more problems)', said);
  return new UserError(first.kind, message);
}

function plannedShard(
  shard: Shard,
  { rows, seed }: { readonly rows: number; readonly seed: number | undefined },
): PlannedShard {
  return { ...shard, rows, ...(seed !== undefined && { sampleSeed: seed }) };
}

/** Ascending, each once. */
function chosenRows(rows: readonly number[], { rows: total }: DatasetInfo): number[] {
  const beyond = rows.find((row) => row > total);
  if (beyond !== undefined) {
    throw new UserError(
      'usage',
      t('There is no row {0}: the dataset has {1} rows.', beyond, total),
    );
  }
  return [...new Set(rows)].sort((left, right) => left - right);
}

function fileOnService(spec: EvalSpec, limit: number | undefined): { fileId: string } {
  if (isServiceFile(spec.dataset) && limit === undefined) return { fileId: spec.dataset };
  throw new UserError(
    'spec',
    t(
      'A limit of rows needs a dataset on this machine: the service judges the whole of {0}. Remove the limit or name a local file.',
      spec.dataset,
    ),
  );
}

function notesOf(plan: {
  readonly spec: ResolvedSpec;
  readonly backend: BackendName;
  readonly info: DatasetInfo | undefined;
  readonly problems: readonly InspectedProblem[];
}): string[] {
  const { spec, backend, info, problems } = plan;
  const notes = problems
    .filter(({ severity }) => severity !== 'information')
    .map((problem) => problem.message);
  if (info && backend !== 'local') {
    const used = specColumns(spec);
    const unused = info.columns.filter((column) => !used.includes(column));
    if (unused.length > 0) {
      notes.push(
        plural(
          unused.length,
          'Column {1} is used by no template and not uploaded.',
          'Columns {1} are used by no template and not uploaded.',
          shortList(unused),
        ),
      );
    }
  }
  return [...notes, ...idleOptions(spec, backend)];
}

/** Options of the local runner that a job of the service doesn't know. */
function idleOptions({ run }: ResolvedSpec, backend: BackendName): string[] {
  if (backend === 'local' || !run) return [];
  const idle = (['repeats', 'max_cost_usd', 'cache', 'seed', 'concurrency'] as const).filter(
    (name) => run[name] !== undefined && !(name === 'repeats' && run.repeats === 1),
  );
  if (idle.length === 0) return [];
  const names = idle.map((name) => `\`run.${name}\``).join(', ');
  return [
    plural(
      idle.length,
      '{1} is of the local runner; a job of the service goes on without.',
      '{1} are of the local runner; a job of the service goes on without.',
      names,
    ),
  ];
}

function shortList(names: readonly string[]): string {
  const most = 10;
  const shown = names.slice(0, most).map((name) => `\`${name}\``);
  const list = shown.join(', ');
  return names.length > most ? t('{0} and {1} more', list, names.length - most) : list;
}

/** Lower-case letters, digits and hyphens, at most 40: a safe name for files on any system. */
export function slugOf(name: string): string {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const slug = plain
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replace(/^-+|-+$/g, '');
  return slug === '' ? 'run' : slug;
}

/** `answers` for `/project/answers.eval.yaml`. */
function specStem(path: string): string {
  const stem = baseName(path).replace(/(\.eval)?\.(jsonc?|ya?ml)$/i, '');
  return stem === '' ? 'run' : stem;
}

function baseName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}
