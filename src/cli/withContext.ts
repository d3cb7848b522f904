import { homedir } from 'node:os';
import path from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { proxyFetch } from '../backends/http/proxyFetch.js';
import type { createServices } from '../composition.js';
import { redactMessage } from '../core/redaction/knownKeys.js';
import type { RunStore } from '../core/runs/runStore.js';
import type { GavelServices } from '../core/services.js';
import { UserError } from '../core/userError.js';
import { t } from '../l10n/t.js';
import type { CommandContext } from './commandContext.js';
import { environmentKeys } from './environmentKeys.js';
import type { ExitCode } from './exitCode.js';
import { projectPaths } from './projectPaths.js';
import type { Terminal, TerminalFacts } from './terminal/terminal.js';

export interface CliSurroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** For a command that is spoken to over it. */
  readonly stdin?: Readable;
  readonly stdout: Writable;
  readonly stderr: Writable & TerminalFacts;
  /** Asks a person yes or no; absent where nobody sits at a terminal. */
  readonly ask?: (question: string, signal: AbortSignal) => Promise<boolean>;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
  readonly toolVersion: string;
}

const DEFAULT_BASE_URL = 'https://api.together.ai/v1';

interface Making {
  readonly terminal: Terminal;
  readonly makeServices: typeof createServices;
  /** Folders of `--allow-path`, as they were typed. */
  readonly allowed: readonly string[];
}

/** Wires the services of one command, and lets them go at its end. */
export async function withContext(
  { env, cwd, stdin, ask, signal, toolVersion }: CliSurroundings,
  { terminal, makeServices, allowed }: Making,
  act: (context: CommandContext) => Promise<ExitCode>,
): Promise<ExitCode> {
  const baseUrl = env['TOGETHER_BASE_URL']?.trim() || DEFAULT_BASE_URL;
  if (!URL.canParse(baseUrl)) {
    throw new UserError(
      'usage',
      t('TOGETHER_BASE_URL is no address; set it like https://host/v1.'),
    );
  }
  const serviceOrigin = new URL(baseUrl).origin;
  const state = env['XDG_STATE_HOME'] ?? path.join(homedir(), '.local', 'state');
  const proxied = proxyFetch(env);
  const project = projectPaths({ cwd, env, allowed });
  const made = makeServices({
    paths: project.policy,
    keys: environmentKeys(env, serviceOrigin),
    baseUrl,
    demoFolder: path.join(state, 'gavel', 'demo'),
    previewsFolder: path.join(state, 'gavel', 'previews'),
    modelsFolder: path.join(state, 'gavel', 'models'),
    uploadsFile: path.join(state, 'gavel', 'uploads.json'),
    ...(proxied && { fetch: proxied }),
    program: () => t('gavel on the command line'),
    toolVersion,
  });
  const named = (text: string): string => {
    const absolute = path.resolve(cwd, text);
    made.paths.named(absolute);
    return absolute;
  };
  const services = { ...made, runs: namedRuns(made, named) };
  try {
    return await act({
      services,
      cwd,
      allowPath: project.allow,
      terminal,
      signal,
      serviceOrigin,
      path: named,
      runsRoot: path.join(cwd, '.gavel', 'runs'),
      defaultBackend: 'together',
      toolVersion,
      env,
      ...(stdin && { stdin }),
      ...(ask && { ask: (question, until) => ask(redactMessage(question), until) }),
    });
  } finally {
    await services.dispose();
  }
}

/** A run that a person names is theirs, wherever it lies, and so is the project it belongs to. */
function namedRuns({ runs, paths }: GavelServices, named: (text: string) => string): RunStore {
  return {
    ...runs,
    async find(runOrId, roots) {
      await paths.check(named(runOrId));
      const run = await runs.find(runOrId, roots);
      await paths.home(run.folder);
      return run;
    },
  };
}
