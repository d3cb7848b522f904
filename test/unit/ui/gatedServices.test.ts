import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServices } from '../../../src/composition.js';
import type { GavelServices } from '../../../src/core/services.js';
import { UserError } from '../../../src/core/userError.js';
import { gatedServices } from '../../../src/ui/gatedServices.js';
import { proven } from '../../security/proofs.js';

/** All that Restricted Mode leaves: reading what lies on this machine. Whatever is added is refused or said here. */
const READS = [
  ...['curlCommand', 'demoHasStarted', 'dispose', 'rowsReader', 'runFigures'],
  ...['datasets.describe', 'datasets.rows', 'texts.exists', 'texts.read', 'texts.resolve'],
  ...['runs.find', 'runs.list', 'runs.manifestPath', 'runs.read', 'runs.resultBytes', 'runs.rows'],
  ...['labels', 'labels.read', 'baselines', 'baselines.read'],
  // What is kept of the service in private storage: looked for, and thrown away.
  ...['filePreviews', 'filePreviews.find', 'filePreviews.forget', 'filePreviews.prune'],
  ...['filePreviews.remove', 'modelLists', 'modelLists.forget', 'modelLists.last'],
  ...['datasetEngine', 'datasetEngine.dispose', 'datasetEngine.open'],
  ...['check', 'checkFile', 'checkRun', 'home', 'look', 'named'].map((name) => `paths.${name}`),
  ...['close', 'find', 'list', 'page', 'place', 'refresh', 'row', 'rows', 'step', 'survey'].map(
    (name) => `datasetEngine.open.${name}`,
  ),
].sort();

describe('gatedServices', () => {
  let folder: string;
  let services: GavelServices;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'gavel-gate-'));
    writeFileSync(join(folder, 'rows.jsonl'), '{"a":1}\n');
    services = createServices({
      keys: {
        service: () => Promise.reject(new Error()),
        resolve: () => Promise.reject(new Error()),
      },
      paths: { roots: () => [folder], allowed: () => [], place: 'the test', wayOn: () => '' },
      baseUrl: 'https://service.invalid/v1',
      demoFolder: join(folder, 'demo'),
      previewsFolder: join(folder, 'previews'),
      toolVersion: '0.0.0',
    });
  });
  afterEach(async () => {
    await services.dispose();
    rmSync(folder, { recursive: true });
  });

  it('lets a workspace that nobody trusts do nothing but read, whichever method is called', async () => {
    const called: string[] = [];
    const gate = gatedServices(spied(services, await opened(), called), refuse);
    const { tried, refused } = await callEach(gate);
    assert.deepEqual(called.sort(), READS);
    assert.deepEqual([...refused, ...READS].sort(), tried.sort());
    proven({
      area: 'Restricted Mode',
      claim: 'No service behind the interface renders, sends or writes, whoever calls it',
      test: 'test/unit/ui/gatedServices.test.ts',
      figure: `${refused.length} of ${tried.length} methods refused; ${READS.length} read`,
    });
  });

  it('lets everything through, in the same object, once the workspace is trusted', async () => {
    const called: string[] = [];
    let isTrusted = false;
    const gate = gatedServices(spied(services, await opened(), called), (what) => {
      if (!isTrusted) refuse(what);
    });
    const before = await callEach(gate);
    isTrusted = true;
    called.length = 0;
    const after = await callEach(gate);
    assert.ok(before.refused.length > 20);
    assert.deepEqual(after.refused, []);
    assert.deepEqual(called.sort(), after.tried.sort());
  });

  it('writes a file as soon as there is trust, and none before', async () => {
    let isTrusted = false;
    const gate = gatedServices(services, (what) => {
      if (!isTrusted) refuse(what);
    });
    const path = join(folder, 'new.txt');
    await assert.rejects(gate.saveFile(path, 'text'), { kind: 'trust' });
    assert.equal(await gate.texts.exists(path), false);
    isTrusted = true;
    await gate.saveFile(path, 'text');
    assert.equal(await gate.texts.read(path), 'text');
  });

  /** The ports that are opened by a method, by its name. */
  async function opened(): Promise<Readonly<Record<string, object>>> {
    const engine = await services.datasetEngine();
    return {
      labels: await services.labels(),
      baselines: await services.baselines(),
      filePreviews: await services.filePreviews(),
      modelLists: await services.modelLists(),
      datasetEngine: engine,
      'datasetEngine.open': await engine.open(join(folder, 'rows.jsonl'), () => undefined),
    };
  }
});

function refuse(what: string): never {
  throw new UserError('trust', `${what} needs trust.`);
}

/** A port of the same methods that note their names, as do those of what they open. */
function spied<Port extends object>(
  port: Port,
  opened: Readonly<Record<string, object>>,
  called: string[],
  at = '',
): Port {
  const entries = methodsOf(port).map(([name, value]) => {
    const path = `${at}${name}`;
    if (typeof value !== 'function') return [name, spied(value, opened, called, `${path}.`)];
    const call = () => {
      called.push(path);
      const gives = opened[path];
      return Promise.resolve(gives && spied(gives, opened, called, `${path}.`));
    };
    return [name, call];
  });
  return Object.fromEntries(entries) as Port; // the same names
}

/** Calls each method, and those of what it gives. */
async function callEach(
  port: object,
  at = '',
): Promise<{ readonly tried: string[]; readonly refused: string[] }> {
  const tried: string[] = [];
  const refused: string[] = [];
  const visit = async (inner: object, path: string): Promise<void> => {
    const found = await callEach(inner, `${path}.`);
    tried.push(...found.tried);
    refused.push(...found.refused);
  };
  for (const [name, value] of methodsOf(port)) {
    const path = `${at}${name}`;
    if (typeof value !== 'function') {
      await visit(value, path);
      continue;
    }
    tried.push(path);
    try {
      const given: unknown = await Reflect.apply(value, port, []);
      if (typeof given === 'object' && given !== null) await visit(given, path);
    } catch (error) {
      assert.ok(error instanceof UserError && error.kind === 'trust', String(error));
      refused.push(path);
    }
  }
  return { tried, refused };
}

type Method = (...args: never[]) => unknown;

function methodsOf(port: object): [string, Method | object][] {
  return Object.keys(port).flatMap((name): [string, Method | object][] => {
    const value: unknown = Reflect.get(port, name);
    // The state of an open dataset is data.
    if (typeof value === 'function') return [[name, value]];
    return typeof value === 'object' && value !== null && name !== 'state' ? [[name, value]] : [];
  });
}
