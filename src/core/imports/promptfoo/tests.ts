import { t } from '../../../l10n/t.js';
import { isJsonObject, type Json, type JsonObject } from '../../json.js';
import { UserError } from '../../userError.js';
import type { ImportFolder } from '../importFolder.js';
import type { ImportNotes } from '../importNotes.js';
import { fieldOf, listOf, objectOf, saidText, textOf } from '../jsonParts.js';
import { readLines, readPlain } from '../plainSource.js';
import { csvTest } from './csvTest.js';

/** A test as a config or one of its files writes it, with what it inherits. */
export interface GivenTest {
  readonly vars: JsonObject;
  readonly assert: readonly Json[];
  readonly options: JsonObject;
  /** What the provider is taken to have answered. */
  readonly output?: Json;
}

export interface TestPorts {
  readonly folder: ImportFolder;
  readonly notes: ImportNotes;
}

/** Of files of tests, rows; of a config, combinations. No judge gets through more in a day. */
export const MOST_TESTS = 10_000;
const CODE = /\.(?:[cm]?[jt]sx?|py|rb|go)(?::[\w.]+)?$/i;
const ELSEWHERE = /^(?:https?|huggingface|az|gs|s3|sharepoint):\/\//;

/** The tests of a config in their order, with `defaultTest` in each; files read, scenarios crossed. */
export async function givenTests(config: JsonObject, ports: TestPorts): Promise<GivenTest[]> {
  const fallback = await defaultTest(fieldOf(config, 'defaultTest'), ports);
  const own = await testsOf(fieldOf(config, 'tests'), ports);
  const crossed = await scenarioTests(fieldOf(config, 'scenarios'), ports);
  const all = [...own, ...crossed];
  // A config without tests tries its prompts once, as they are.
  const tests = all.length === 0 && fieldOf(config, 'tests') === undefined ? [{}] : all;
  const filled: GivenTest[] = [];
  for (const test of tests.slice(0, MOST_TESTS)) filled.push(await testOf(test, fallback, ports));
  return filled;
}

async function defaultTest(value: Json | undefined, ports: TestPorts): Promise<JsonObject> {
  if (typeof value !== 'string') return objectOf(value);
  const [found] = await namedTests(value, ports);
  return found ?? {};
}

async function testsOf(value: Json | undefined, ports: TestPorts): Promise<JsonObject[]> {
  const items = Array.isArray(value)
    ? (value as readonly Json[])
    : value === undefined
      ? []
      : [value];
  const found: JsonObject[] = [];
  for (const item of items) {
    if (found.length >= MOST_TESTS) {
      ports.notes.lost({
        what: t('more tests'),
        why: t('Only the first {0} are read.', MOST_TESTS),
      });
      break;
    }
    if (typeof item === 'string') found.push(...(await namedTests(item, ports)));
    else if (isJsonObject(item)) {
      const path = saidText(fieldOf(item, 'path'));
      if (path === undefined) found.push(item);
      else found.push(...(await namedTests(path, ports)));
    }
  }
  return found;
}

async function namedTests(source: string, ports: TestPorts): Promise<JsonObject[]> {
  const { notes, folder } = ports;
  if (ELSEWHERE.test(source)) {
    notes.lost({
      what: t('tests {0}', source),
      why: t('They lie elsewhere, and an import asks nobody.'),
      instead: t('Download them, name the file in tests and import again.'),
    });
    return [];
  }
  const name = source.replace(/^file:\/\//, '');
  if (CODE.test(name)) {
    notes.lost({
      what: t('tests {0}', source),
      why: t('A program of your own makes them, and no code of a config is run.'),
      instead: t('Have it write a JSON Lines file, name that in tests and import again.'),
    });
    return [];
  }
  try {
    const names = /[*?{]/.test(name) ? await folder.find(name) : [name];
    if (names.length === 0) {
      notes.lost({
        what: t('tests {0}', source),
        why: t('No file in the folder of the config has such a name.'),
      });
    }
    const found: JsonObject[] = [];
    for (const each of names) found.push(...(await fileTests(each, ports)));
    return found;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    notes.lost({ what: t('tests {0}', source), why: error.message });
    return [];
  }
}

async function fileTests(name: string, { folder, notes }: TestPorts): Promise<JsonObject[]> {
  if (/\.(?:csv|tsv)$/i.test(name)) {
    const rows = await folder.rows(name, MOST_TESTS);
    return rows.map((row) => csvTest(row, notes));
  }
  if (/\.(?:xlsx?|xls#.*|xlsx#.*)$/i.test(name)) {
    notes.lost({
      what: t('tests {0}', name),
      why: t('Spreadsheets are not read.'),
      instead: t('Save it as CSV, name that in tests and import again.'),
    });
    return [];
  }
  const text = await folder.read(name);
  const values = /\.(?:jsonl|ndjson)$/i.test(name) ? readLines(text, name) : readPlain(text, name);
  const items = isJsonObject(values) ? [values] : listOf(values);
  return items.filter(isJsonObject).slice(0, MOST_TESTS);
}

async function scenarioTests(value: Json | undefined, ports: TestPorts): Promise<JsonObject[]> {
  const found: JsonObject[] = [];
  for (const item of listOf(value)) {
    if (typeof item === 'string') {
      ports.notes.lost({
        what: t('scenarios {0}', item),
        why: t('Scenarios in files of their own are not read.'),
        instead: t('Write them into the config and import again.'),
      });
      continue;
    }
    const scenario = objectOf(item);
    const configs = await testsOf(fieldOf(scenario, 'config'), ports);
    const tests = await testsOf(fieldOf(scenario, 'tests'), ports);
    for (const config of configs) {
      for (const test of tests.length === 0 ? [{}] : tests) {
        if (found.length >= MOST_TESTS) return found;
        found.push(merged(config, test));
      }
    }
  }
  return found;
}

/** Fields of the second win; variables and options are joined, assertions follow each other. */
function merged(first: JsonObject, second: JsonObject): JsonObject {
  const vars = [fieldOf(first, 'vars'), fieldOf(second, 'vars')];
  const isPlain = vars.every((each) => each === undefined || isJsonObject(each));
  return {
    ...first,
    ...second,
    ...(isPlain && { vars: { ...objectOf(vars[0]), ...objectOf(vars[1]) } }),
    assert: [...listOf(fieldOf(first, 'assert')), ...listOf(fieldOf(second, 'assert'))],
    options: { ...objectOf(fieldOf(first, 'options')), ...objectOf(fieldOf(second, 'options')) },
  };
}

async function testOf(
  test: JsonObject,
  fallback: JsonObject,
  ports: TestPorts,
): Promise<GivenTest> {
  const options = {
    ...objectOf(fieldOf(fallback, 'options')),
    ...objectOf(fieldOf(test, 'options')),
  };
  const inherits = fieldOf(objectOf(fieldOf(test, 'options')), 'disableDefaultAsserts') !== true;
  const output = fieldOf(test, 'providerOutput');
  if (fieldOf(test, 'threshold') !== undefined) {
    ports.notes.lost({
      what: t('threshold of a test'),
      why: t('It sums up the assertions of the test; each of them is a spec of its own here.'),
      instead: t('Give each spec a gate.'),
    });
  }
  return {
    vars: {
      ...(await varsOf(fieldOf(fallback, 'vars'), ports)),
      ...(await varsOf(fieldOf(test, 'vars'), ports)),
    },
    assert: [
      ...(inherits ? listOf(fieldOf(fallback, 'assert')) : []),
      ...listOf(fieldOf(test, 'assert')),
    ],
    options,
    ...(output !== undefined && { output }),
  };
}

/** Variables are an object, or the names of files that hold one each. */
async function varsOf(value: Json | undefined, ports: TestPorts): Promise<JsonObject> {
  if (isJsonObject(value)) return value;
  const names = typeof value === 'string' ? [value] : listOf(value).map(textOf);
  let vars: JsonObject = {};
  for (const name of names) {
    if (name === undefined) continue;
    const [found] = await namedTests(name, ports);
    vars = { ...vars, ...found };
  }
  return vars;
}
