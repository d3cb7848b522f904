import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { commandHost } from '../../../../src/cli/mcp/commandHost.js';
import { createOutlets } from '../../../../src/cli/terminal/outlets.js';
import { createTerminal } from '../../../../src/cli/terminal/terminal.js';
import { createServices } from '../../../../src/composition.js';
import type { AgentCall } from '../../../../src/core/agents/agentCall.js';
import type { AgentHost } from '../../../../src/core/agents/agentHost.js';
import { agentTools } from '../../../../src/core/agents/agentTools.js';
import { NoKey } from '../../../../src/core/keys.js';
import type { RunManifest } from '../../../../src/core/runs/manifest.js';
import type { StoredRow } from '../../../../src/core/runs/resultRow.js';
import { PassThrough } from 'node:stream';
import type { AgentAnswer } from './agentAnswer.js';
import { exampleManifest } from '../../ui/runs/exampleManifest.js';

export const NONCE = 'n0n0n0n0';

export interface AgentProjectFolder {
  readonly folder: string;
  readonly host: AgentHost;
  /** The answer of a tool, as the agent reads it. */
  text(name: string, input?: object, call?: Partial<AgentCall>): Promise<string>;
  /** The same, read as JSON. */
  answer(name: string, input?: object, call?: Partial<AgentCall>): Promise<AgentAnswer>;
  addRun(manifest: Partial<RunManifest>, rows: readonly StoredRow[]): Promise<void>;
  remove(): Promise<void>;
}

/** A project in a temporary folder with these files, behind the tools' host of the command line. */
export async function agentProject(
  files: Readonly<Record<string, string>>,
): Promise<AgentProjectFolder> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'gavel-agents-')));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  const services = createServices({
    paths: {
      roots: () => [folder],
      allowed: () => [],
      place: 'this project',
      wayOn: () => 'move it into the project',
    },
    keys: {
      service: () => Promise.reject(new NoKey('There is none.')),
      resolve: () => Promise.reject(new NoKey('There is none.')),
    },
    // Nobody listens there.
    baseUrl: 'http://127.0.0.1:9/v1',
    demoFolder: join(folder, '.state', 'demo'),
    previewsFolder: join(folder, '.state', 'previews'),
    toolVersion: '0.0.0',
  });
  const silent = new PassThrough();
  const runsRoot = join(folder, '.gavel', 'runs');
  const host = commandHost({
    services,
    terminal: createTerminal(createOutlets(silent, silent), {}, true),
    signal: new AbortController().signal,
    serviceOrigin: 'http://127.0.0.1:9',
    path: (text) => text,
    cwd: folder,
    allowPath: () => undefined,
    runsRoot,
    defaultBackend: 'together',
    env: {},
    toolVersion: '0.0.0',
  });
  const text = async (name: string, input: object = {}, call: Partial<AgentCall> = {}) => {
    const tool = agentTools.find((each) => each.name === name);
    if (!tool) throw new Error(`no tool ${name}`);
    return tool.call(input, host, {
      signal: new AbortController().signal,
      budget: 6000,
      nonce: NONCE,
      progress: () => undefined,
      consent: () => Promise.reject(new Error('nobody was to be asked')),
      ...call,
    });
  };
  return {
    folder,
    host,
    text,
    answer: async (...args) => JSON.parse(await text(...args)) as AgentAnswer,
    async addRun(changes, rows) {
      const manifest = exampleManifest(changes);
      const run = await services.runs.create(runsRoot, manifest);
      await services.runs.append(run, rows);
    },
    async remove() {
      await services.dispose();
      await rm(folder, { recursive: true });
    },
  };
}
