import { isJsonObject, type Json, type JsonObject } from '../../json.js';
import { fieldOf, listOf, numberOf, objectOf, saidText, shownValue } from '../jsonParts.js';

/** One answer of the past, with what was decided about it. */
export interface PastResult {
  readonly vars: JsonObject;
  readonly provider: string;
  readonly prompt: string;
  /** The prompt as it was asked. */
  readonly asked?: string;
  readonly output?: string;
  readonly pass?: boolean;
  readonly score?: number;
  readonly reason?: string;
  readonly error?: string;
  readonly parts: readonly PastPart[];
}

/** What one assertion said. */
export interface PastPart {
  readonly type: string;
  readonly metric?: string;
  readonly pass?: boolean;
  readonly score?: number;
  readonly threshold?: number;
  readonly reason?: string;
}

/** The rows of `promptfoo eval -o results.json`, in any version of its form; undefined for another file. */
export function pastResults(value: Json): PastResult[] | undefined {
  if (Array.isArray(value)) {
    const rows = (value as readonly Json[]).filter(isJsonObject);
    const isResults = rows.length > 0 && rows.every(isResult);
    return isResults ? rows.map(resultOf) : undefined;
  }
  if (!isJsonObject(value)) return undefined;
  const summary = fieldOf(value, 'results');
  if (Array.isArray(summary)) return pastResults(summary as readonly Json[]);
  const inner = isJsonObject(summary) ? summary : value;
  const rows = listOf(fieldOf(inner, 'results')).filter(isJsonObject).filter(isResult);
  if (rows.length > 0) return rows.map(resultOf);
  const table = fieldOf(inner, 'table') ?? fieldOf(value, 'table');
  return isJsonObject(table) ? tableResults(table) : undefined;
}

function isResult(row: JsonObject): boolean {
  return (
    (Object.hasOwn(row, 'success') ||
      Object.hasOwn(row, 'gradingResult') ||
      Object.hasOwn(row, 'failureReason')) &&
    (Object.hasOwn(row, 'vars') || Object.hasOwn(row, 'testCase') || Object.hasOwn(row, 'prompt'))
  );
}

function resultOf(row: JsonObject): PastResult {
  const prompt = fieldOf(row, 'prompt');
  const asked = isJsonObject(prompt) ? fieldOf(prompt, 'raw') : prompt;
  const testVars = fieldOf(objectOf(fieldOf(row, 'testCase')), 'vars');
  const response = objectOf(fieldOf(row, 'response') ?? fieldOf(row, 'providerResponse'));
  const label = isJsonObject(prompt) ? (saidText(fieldOf(prompt, 'label')) ?? asked) : asked;
  const success = fieldOf(row, 'success');
  return {
    vars: objectOf(fieldOf(row, 'vars') ?? testVars),
    provider: providerName(fieldOf(row, 'provider')),
    prompt: label === undefined ? '' : shownValue(label),
    ...(asked !== undefined && { asked: shownValue(asked) }),
    ...outputOf(fieldOf(response, 'output')),
    ...gradingOf(fieldOf(row, 'gradingResult'), {
      pass: typeof success === 'boolean' ? success : undefined,
      score: numberOf(fieldOf(row, 'score')),
      error: saidText(fieldOf(row, 'error')) ?? saidText(fieldOf(response, 'error')),
    }),
  };
}

function outputOf(output: Json | undefined): Pick<PastResult, 'output'> {
  return output === undefined || output === null ? {} : { output: shownValue(output) };
}

function providerName(provider: Json | undefined): string {
  if (isJsonObject(provider)) {
    return saidText(fieldOf(provider, 'label')) ?? saidText(fieldOf(provider, 'id')) ?? '';
  }
  return saidText(provider) ?? '';
}

interface Overall {
  readonly pass: boolean | undefined;
  readonly score: number | undefined;
  readonly error: string | undefined;
}

/** Where nothing was graded, as the request failed, there is no verdict. */
function gradingOf(
  value: Json | undefined,
  { pass, score, error }: Overall,
): Pick<PastResult, 'pass' | 'score' | 'reason' | 'error' | 'parts'> {
  const grading = isJsonObject(value) ? value : undefined;
  if (!grading && error !== undefined) return { error, parts: [] };
  const own = fieldOf(grading ?? {}, 'pass');
  const passed = pass ?? (typeof own === 'boolean' ? own : undefined);
  const points = score ?? numberOf(fieldOf(grading ?? {}, 'score'));
  const reason = saidText(fieldOf(grading ?? {}, 'reason'));
  return {
    ...(passed !== undefined && { pass: passed }),
    ...(points !== undefined && { score: points }),
    ...(reason !== undefined && { reason }),
    ...(error !== undefined && { error }),
    parts: listOf(fieldOf(grading ?? {}, 'componentResults'))
      .filter(isJsonObject)
      .map(partOf),
  };
}

function partOf(part: JsonObject): PastPart {
  const assertion = objectOf(fieldOf(part, 'assertion'));
  const metric = saidText(fieldOf(assertion, 'metric'));
  const pass = fieldOf(part, 'pass');
  const score = numberOf(fieldOf(part, 'score'));
  const threshold = numberOf(fieldOf(assertion, 'threshold'));
  const reason = saidText(fieldOf(part, 'reason'));
  return {
    type: saidText(fieldOf(assertion, 'type')) ?? 'check',
    ...(metric !== undefined && { metric }),
    ...(typeof pass === 'boolean' && { pass }),
    ...(score !== undefined && { score }),
    ...(threshold !== undefined && { threshold }),
    ...(reason !== undefined && { reason }),
  };
}

/** The older form: a head with prompts and variables, a row for each test with an output for each prompt. */
function tableResults(table: JsonObject): PastResult[] | undefined {
  const head = objectOf(fieldOf(table, 'head'));
  const names = listOf(fieldOf(head, 'vars')).map(shownValue);
  const prompts = listOf(fieldOf(head, 'prompts')).map(objectOf);
  const found = listOf(fieldOf(table, 'body')).flatMap((item) => {
    const row = objectOf(item);
    const values = listOf(fieldOf(row, 'vars'));
    const pairs = names.map((name, index): [string, Json] => [name, values[index] ?? null]);
    const vars: JsonObject = Object.fromEntries(pairs);
    return listOf(fieldOf(row, 'outputs')).map((cell, index): PastResult => {
      const output = objectOf(cell);
      const prompt = prompts[index] ?? {};
      const pass = fieldOf(output, 'pass');
      const asked = saidText(fieldOf(output, 'prompt'));
      return {
        vars,
        provider:
          saidText(fieldOf(output, 'provider')) ?? saidText(fieldOf(prompt, 'provider')) ?? '',
        prompt: saidText(fieldOf(prompt, 'label')) ?? saidText(fieldOf(prompt, 'raw')) ?? '',
        ...(asked !== undefined && { asked }),
        ...outputOf(fieldOf(output, 'text')),
        ...gradingOf(fieldOf(output, 'gradingResult'), {
          pass: typeof pass === 'boolean' ? pass : undefined,
          score: numberOf(fieldOf(output, 'score')),
          error: saidText(fieldOf(output, 'error')),
        }),
      };
    });
  });
  return found.length > 0 ? found : undefined;
}
