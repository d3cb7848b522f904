import type { RunManifest } from '../runs/manifest.js';
import type { RunRef } from '../runs/runStore.js';
import { UserError } from '../userError.js';
import type { AgentHost, AgentProject } from './agentHost.js';

export interface ProjectRun {
  readonly run: RunRef;
  readonly manifest: RunManifest;
  readonly project: AgentProject;
  /** Absolute; undefined where it came from no spec here. */
  readonly specPath: string | undefined;
}

/** Runs of all projects, newest first. */
export async function projectRuns({ services, projects }: AgentHost): Promise<ProjectRun[]> {
  const all: ProjectRun[] = [];
  for (const project of projects()) {
    for (const { run, manifest } of await services.runs.list(project.runsRoot)) {
      const { spec_path: path } = manifest;
      // Paths of a manifest are relative to its folder.
      const specPath =
        path === undefined ? undefined : services.texts.resolve(`${run.folder}/manifest`, path);
      all.push({ run, manifest, project, specPath });
    }
  }
  return all.sort((a, b) => b.manifest.created_at.localeCompare(a.manifest.created_at));
}

/**
 * The run that an agent names: one of the projects' own, by its id, the name of its folder, or
 * `latest`. Throws `UserError` of kind `not_found` for any other.
 */
export async function namedRun(name: string, host: AgentHost): Promise<ProjectRun> {
  const all = await projectRuns(host);
  const wanted = name.trim();
  const found =
    wanted === 'latest'
      ? all[0]
      : all.find(({ run }) => run.id === wanted || folderName(run.folder) === wanted);
  if (found) return found;
  const message =
    all.length === 0
      ? 'There is no run in this project yet; gavel_run or gavel_dry_run makes one.'
      : `No run of this project has the id ${JSON.stringify(wanted.slice(0, 100))}; gavel_list_runs lists them.`;
  throw new UserError('not_found', message);
}

function folderName(folder: string): string {
  return folder.slice(Math.max(folder.lastIndexOf('/'), folder.lastIndexOf('\\')) + 1);
}
