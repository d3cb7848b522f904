import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** A template and its row as JSON text. */
export interface TemplateCase {
  readonly template: string;
  readonly context: string;
}

/** What Python's Jinja2 makes of a case; `dropped`: it can't be compared, and why. */
export type PythonAnswer =
  | { readonly output: string }
  | { readonly error: 'syntax' | 'runtime'; readonly line: number | null; readonly message: string }
  | { readonly dropped: string };

export interface PythonJinja2 {
  ask(cases: readonly TemplateCase[]): Promise<readonly PythonAnswer[]>;
  end(): void;
}

const INSTALLED = '.bench/python';

/**
 * The environment in which `python3` imports Jinja2 3.1, installing it into an ignored folder where
 * needed; undefined where that is not possible.
 */
export function environmentWithJinja2(): NodeJS.ProcessEnv | undefined {
  const plain = { ...process.env, PYTHONIOENCODING: 'utf-8' };
  const withFolder = { ...plain, PYTHONPATH: INSTALLED };
  if (hasJinja2(plain)) return plain;
  if (hasJinja2(withFolder)) return withFolder;
  mkdirSync(INSTALLED, { recursive: true });
  const install = ['-m', 'pip', 'install', '--quiet', '--target', INSTALLED, 'jinja2>=3.1,<3.2'];
  spawnSync('python3', install, { stdio: 'ignore' });
  return hasJinja2(withFolder) ? withFolder : undefined;
}

function hasJinja2(env: NodeJS.ProcessEnv): boolean {
  const program = 'import jinja2, sys; sys.exit(not jinja2.__version__.startswith("3.1."))';
  return spawnSync('python3', ['-c', program], { env, stdio: 'ignore' }).status === 0;
}

/** One Python process that answers until `end`; its failure rejects what waits. */
export function startPythonJinja2(env: NodeJS.ProcessEnv): PythonJinja2 {
  const script = fileURLToPath(new URL('jinja2Answers.py', import.meta.url));
  const python = spawn('python3', [script], { env, stdio: ['pipe', 'pipe', 'inherit'] });
  const waiting: {
    resolve: (answers: readonly PythonAnswer[]) => void;
    reject: (error: Error) => void;
  }[] = [];
  createInterface({ input: python.stdout }).on('line', (line) => {
    // Written by our own script.
    waiting.shift()?.resolve(JSON.parse(line) as readonly PythonAnswer[]);
  });
  python.on('exit', (code) => {
    for (const { reject } of waiting.splice(0)) reject(new Error(`Python ended with ${code}`));
  });
  return {
    ask(cases) {
      return new Promise((resolve, reject) => {
        waiting.push({ resolve, reject });
        python.stdin.write(`${JSON.stringify(cases)}\n`);
      });
    },
    end() {
      python.stdin.end();
    },
  };
}
