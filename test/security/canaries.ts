import assert from 'node:assert/strict';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Keys that stand wherever a key can be. Each is of its own making, so that what is found tells the way
 * it took.
 */
export const CANARIES = {
  /** The service's own, from the environment or secret storage. */
  service: 'tgp_v1_canary0service4Qe7Rt2Yu9Io5Pa',
  /** Of an endpoint, from `${env:…}`. */
  environment: 'sk-canary0environment-8Zx3Cv6Bn1Mk',
  /** Of an endpoint, from `${secret:…}`. */
  secret: 'canary/secret+7Lk4Jh2Gf9"Ds&3a=',
  /** In the spec itself, against the rules. */
  literalJson: 'sk-canary0literal0json-5Wq8Er1Ty',
  literalYaml: 'sk-canary0literal0yaml-2Ui6Op9As',
  /** Known to the service alone, which tells it with a job. */
  job: 'sk-canary0of0a0job-4Df7Gh0Jk3Lz',
  /** In addresses. */
  proxy: 'canary0proxy0pass-6Xc9Vb2Nm',
  baseUrl: 'canary0base0url0pass-1Qa4Ws7Ed',
  specUrl: 'canary0spec0url0pass-0Rf3Tg6Yh',
  /** In a snippet that is imported. */
  snippet: 'sk-canary0snippet-9Uj2Ik5Ol8Pm',
} as const;

type CanaryName = keyof typeof CANARIES;

/** Whether a text or file shows a key: whole or its first twelve characters, in forms of our own making. */
const TRACES: readonly (readonly [CanaryName, readonly string[]])[] = Object.entries(CANARIES).map(
  ([name, key]) => [name as CanaryName, tracesOf(key)] as const, // the keys of the object above
);

function tracesOf(key: string): readonly string[] {
  const start = key.slice(0, 12);
  const base64 = ['', 'x', 'xx'].map((before) => {
    const text = Buffer.from(before + key).toString('base64');
    // Without what depends on the text before and behind.
    return text.slice(before.length === 0 ? 0 : before.length + 1, 20);
  });
  const digits = Buffer.from(start).toString('hex');
  const inJson = JSON.stringify(start).slice(1, -1);
  return [start, inJson, encodeURIComponent(start), ...base64, digits, digits.toUpperCase()];
}

export interface Artefact {
  readonly name: string;
  readonly text: string;
}

/** Fails with the first artefact that shows a canary; gives how many looks there were. */
export function assertNoCanary(artefacts: readonly Artefact[]): number {
  for (const { name, text } of artefacts) {
    for (const [canary, traces] of TRACES) {
      for (const trace of traces) {
        const at = text.indexOf(trace);
        if (at < 0) continue;
        const around = text.slice(Math.max(0, at - 200), at + 80);
        assert.fail(`${name} shows the key "${canary}": …${around}…`);
      }
    }
  }
  return artefacts.length * TRACES.length;
}

/** Every file below a folder as bytes, a character each, and its name; what `isInput` names is left out. */
export async function filesBelow(
  folder: string,
  isInput: (path: string) => boolean = () => false,
): Promise<Artefact[]> {
  const found: Artefact[] = [];
  for (const name of await readdir(folder, { recursive: true })) {
    const path = join(folder, name);
    if (isInput(name) || !(await stat(path)).isFile()) continue;
    found.push({ name, text: `${name}\n${(await readFile(path)).toString('latin1')}` });
  }
  return found;
}
