import { homedir } from 'node:os';
import path from 'node:path';
import { outsideReferences } from '../core/paths/specReferences.js';
import type { PathPolicy } from '../core/paths/pathGate.js';
import { parseSpec } from '../core/spec/parseSpec.js';
import { projectOf } from '../files/paths/projectOf.js';
import { t } from '../l10n/t.js';
import type { CommandContext } from './commandContext.js';

/** Folders besides the project's, with the system's sign between them. */
const VARIABLE = 'GAVEL_ALLOW_PATHS';

interface ProjectPaths {
  readonly policy: PathPolicy;
  /** Takes note of a yes of the person, for a real path. */
  allow(real: string): void;
}

/**
 * What a command may read and write: the folder it is called in, the projects of the specs and runs
 * that are named to it, and what `--allow-path` and `GAVEL_ALLOW_PATHS` name.
 */
export function projectPaths(at: {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** As a person typed them. */
  readonly allowed: readonly string[];
}): ProjectPaths {
  const { cwd, env } = at;
  const home = homedir();
  const listed = (env[VARIABLE] ?? '').split(path.delimiter).filter((part) => part.trim() !== '');
  const allowed = new Set([...at.allowed, ...listed].map((text) => path.resolve(cwd, text)));
  // Called from home, runs are kept there: what is hidden in it is else no project's.
  const kept = path.relative(home, cwd) === '' ? [path.join(cwd, '.gavel')] : [];
  return {
    policy: {
      roots: () => [cwd, ...kept],
      allowed: () => [...allowed],
      homeOf: projectOf,
      home,
      place: t('this project'),
      wayOn: (real) =>
        t(
          'move it into the project, or allow it with --allow-path {0}',
          quoted(path.dirname(real)),
        ),
    },
    allow: (real) => void allowed.add(real),
  };
}

/** The absolute path of a spec that a person named, who is asked for files elsewhere that it names. */
export async function specPath(text: string, context: CommandContext): Promise<string> {
  const { services, ask, signal, allowPath } = context;
  const spec = context.path(text);
  await services.paths.home(spec);
  if (!ask) return spec;
  // A spec that can't be read is told by whoever needs it.
  const source = await services.texts.read(spec).catch(() => '');
  const parsed = parseSpec(source, spec).spec;
  if (!parsed) return spec;
  const outside = await outsideReferences(parsed, services.paths, (written) =>
    services.texts.resolve(spec, written),
  );
  for (const { field, written, real } of outside) {
    const leads = written === real ? '' : t(' (it leads to {0})', real);
    const question = t(
      '{0} names {1} as its `{2}`{3}, outside this project. Its text goes to the models that the spec names. Read it?',
      text,
      written,
      field,
      leads,
    );
    if (await ask(question, signal)) allowPath(real);
  }
  return spec;
}

function quoted(folder: string): string {
  return /^[\w./\\:-]+$/.test(folder) ? folder : JSON.stringify(folder);
}
