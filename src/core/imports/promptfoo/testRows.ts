import { isJsonObject, type Json, type JsonObject } from '../../json.js';
import { UserError } from '../../userError.js';
import { filledText } from '../filledText.js';
import { fieldOf, objectOf, saidText } from '../jsonParts.js';
import { readPlain } from '../plainSource.js';
import { gradedAsserts, type GradedAssert } from './asserts.js';
import { MOST_TESTS, type GivenTest, type TestPorts } from './tests.js';

/** A test with one value for each variable: a row of the dataset to be. */
export interface TestRow {
  readonly vars: JsonObject;
  readonly asserts: readonly GradedAssert[];
  readonly options: JsonObject;
  readonly output?: string;
}

const CODE = /\.(?:[cm]?[jt]sx?|py|rb|go)(?::[\w.]+)?$/i;
const TEXT = /\.(?:txt|md|markdown|html?|csv|tsv|xml|log|rst|tex|sql|css|sh)$/i;
const DATA = /\.(?:json|ya?ml)$/i;

/** The rows of the tests, lists of values expanded into all of their combinations. */
export async function testRows(
  tests: readonly GivenTest[],
  config: JsonObject,
  ports: TestPorts,
): Promise<TestRow[]> {
  const templates = objectOf(fieldOf(config, 'assertionTemplates'));
  const rows: TestRow[] = [];
  for (const { vars, assert, options, output } of tests) {
    noteOptions(options, ports);
    const fromTest = gradedAsserts(assert, ports.notes, templates);
    const grader = fieldOf(options, 'provider');
    const prompt = fieldOf(options, 'rubricPrompt');
    const asserts = fromTest.map((each) => ({
      ...(grader !== undefined && { provider: grader }),
      ...(typeof prompt === 'string' && { rubricPrompt: prompt }),
      ...each,
    }));
    const isOneRow = fieldOf(options, 'disableVarExpansion') === true;
    const combined = isOneRow ? [await withFiles(vars, ports)] : await combinations(vars, ports);
    for (const values of combined) {
      if (rows.length >= MOST_TESTS) {
        ports.notes.lost({
          what: 'more rows',
          why: `Tests and their combinations make more than ${MOST_TESTS} rows; the first ones are here.`,
        });
        return rows;
      }
      rows.push({
        vars: nested(values),
        asserts,
        options,
        ...(output !== undefined && { output: saidText(output) ?? JSON.stringify(output) }),
      });
    }
  }
  return rows;
}

function noteOptions(options: JsonObject, { notes }: TestPorts): void {
  for (const name of ['transform', 'postprocess', 'transformVars']) {
    if (fieldOf(options, name) === undefined) continue;
    notes.lost({
      what: `option ${name}`,
      why: 'It is code that changes what is judged, and none is run.',
      instead: 'The judge sees the response as it came; say in the rubric what to look at.',
    });
  }
}

async function withFiles(vars: JsonObject, ports: TestPorts): Promise<JsonObject> {
  const entries: [string, Json][] = [];
  for (const [name, value] of Object.entries(vars)) {
    entries.push([name, (await valuesOf(value, ports, false))[0] ?? null]);
  }
  return Object.fromEntries(entries);
}

async function combinations(vars: JsonObject, ports: TestPorts): Promise<JsonObject[]> {
  let rows: JsonObject[] = [{}];
  for (const [name, value] of Object.entries(vars)) {
    const values = await valuesOf(value, ports, true);
    const next: JsonObject[] = [];
    for (const row of rows) {
      for (const each of values) {
        // One more than are taken: that some are left out is said by whoever takes them.
        if (next.length > MOST_TESTS) break;
        next.push({ ...row, [name]: each });
      }
    }
    rows = next;
  }
  return rows;
}

/** A list of texts stands for one row each; any other list is one value. */
async function valuesOf(
  value: Json,
  ports: TestPorts,
  isExpanded: boolean,
): Promise<readonly Json[]> {
  const isList = Array.isArray(value) && typeof value[0] === 'string' && isExpanded;
  const items = isList ? (value as readonly Json[]) : [value];
  const found: Json[] = [];
  for (const item of items) {
    if (typeof item === 'string' && item.startsWith('file://')) {
      found.push(...(await fileValues(item, ports)));
    } else found.push(item);
    if (found.length > MOST_TESTS) break;
  }
  return found;
}

async function fileValues(source: string, { folder, notes }: TestPorts): Promise<readonly Json[]> {
  const name = source.slice('file://'.length);
  const lost = (why: string, instead?: string): readonly Json[] => {
    notes.lost({ what: `variable ${source}`, why, instead });
    return [source];
  };
  if (CODE.test(name)) {
    return lost(
      'It is a program of your own, and no code of a config is run.',
      'Write its value into the dataset.',
    );
  }
  if (!TEXT.test(name) && !DATA.test(name) && !/[*?{]/.test(name)) {
    return lost(
      'A dataset row holds text, and this file is none that is known to be.',
      'Write what the judge needs of it into the dataset.',
    );
  }
  try {
    const names = /[*?{]/.test(name) ? await folder.find(name) : [name];
    if (names.length === 0) return lost('No file in the folder of the config has such a name.');
    const values: Json[] = [];
    for (const each of names.slice(0, MOST_TESTS)) {
      const text = await folder.read(each);
      values.push(DATA.test(each) ? readPlain(text, each) : text.trim());
    }
    return values;
  } catch (error) {
    if (error instanceof UserError) return lost(error.message);
    throw error;
  }
}

/** Values name other variables at times: promptfoo renders them, once. */
function nested(vars: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(vars).map(([name, value]) => [name, rendered(value, vars)]),
  );
}

function rendered(value: Json, vars: JsonObject): Json {
  if (typeof value === 'string') {
    const raw = /^\{% raw %\}([\s\S]*)\{% endraw %\}$/.exec(value)?.[1];
    return raw ?? filledText(value, vars) ?? value;
  }
  if (Array.isArray(value)) return (value as readonly Json[]).map((each) => rendered(each, vars));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries<Json>(value).map(([name, each]) => [name, rendered(each, vars)]),
  );
}
