import { execFile } from 'node:child_process';
import { cp, mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** A job of a CI system on a machine of its own: a checkout, and what its steps are given. */
export interface CiMachine {
  /** Absolute. */
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
}

export interface StepEnd {
  readonly code: number;
  readonly output: string;
}

/** One step as the system's shell runs it: in bash, which ends at the first command that fails. */
export function runStep(script: string, { folder, env }: CiMachine): Promise<StepEnd> {
  return new Promise((resolve) => {
    const options = { cwd: folder, env, maxBuffer: 1e7 };
    execFile('bash', ['-eo', 'pipefail', '-c', script], options, (error, stdout, stderr) => {
      const code = typeof error?.code === 'number' ? error.code : error ? 1 : 0;
      resolve({ code, output: `${stdout}${stderr}` });
    });
  });
}

/** A machine with the project on it, and nothing else; no request leaves it by npm. */
export async function checkout(
  project: string,
  { folder, installed, env }: CiMachine & { readonly installed?: string | undefined },
): Promise<CiMachine> {
  await mkdir(folder, { recursive: true });
  for (const name of await readdir(project)) {
    await cp(path.join(project, name), path.join(folder, name), { recursive: true });
  }
  // What one job has installed in earnest serves the others, which need not start npm to find it.
  const tools = `${folder}.tools`;
  if (installed !== undefined) {
    await symlink(installed, path.join(folder, 'node_modules'));
    await mkdir(tools);
    await writeFile(path.join(tools, 'npx'), NPX, { mode: 0o755 });
  }
  const own = {
    PATH: [tools, process.env['PATH']].join(path.delimiter),
    // Not in the project: of a folder that holds a person's home not all is read.
    HOME: `${folder}.home`,
    XDG_STATE_HOME: `${folder}.state`,
    npm_config_offline: 'true',
    npm_config_update_notifier: 'false',
    npm_config_cache: `${folder}.npm`,
  };
  return { folder, env: { ...own, ...env } };
}

/** As `npx --no-install NAME …` in a folder that has NAME. */
const NPX = `#!/bin/sh
[ "$1" = --no-install ] || exit 9
shift
name=$1
shift
exec "node_modules/.bin/$name" "$@"
`;

/** Puts what a job leaves where the system keeps it, and says what there was. */
export async function keepPaths(
  from: string,
  paths: readonly string[],
  to: string,
): Promise<string[]> {
  await mkdir(to, { recursive: true });
  const kept: string[] = [];
  for (const each of paths) {
    // As upload-artifact does: a single path is the root of the artifact.
    const target = paths.length === 1 ? to : path.join(to, each);
    const there = await cp(path.join(from, each), target, { recursive: true }).then(
      () => true,
      () => false,
    );
    if (there) kept.push(each);
  }
  return kept;
}
