import assert from 'node:assert/strict';
import { parseSpec } from '../../../../src/core/spec/parseSpec.js';
import { jsonText, unmarked, yamlText, type Parts } from './markedText.js';

export interface SpecCase {
  readonly name: string;
  readonly type: 'classify' | 'score' | 'compare';
  readonly yaml: Parts;
  readonly json: Parts;
  /** Severity, code and message, in the order of the text. */
  readonly problems: readonly (readonly ['error' | 'warning', string, string])[];
}

/** Asserts problems, their places (the marks in the text, in order) and whether a spec came out. */
function check(marked: string, path: string, expected: SpecCase['problems']): void {
  const { text, ranges } = unmarked(marked);
  const parsed = parseSpec(text, path);
  assert.deepEqual(
    parsed.problems.map(({ severity, code, message, range }) => ({
      severity,
      code,
      message,
      range,
    })),
    expected.map(([severity, code, message], index) => ({
      severity,
      code,
      message,
      range: ranges[index],
    })),
  );
  assert.equal(!!parsed.spec, !expected.some(([severity]) => severity === 'error'));
}

/** Each case in every format: its places must be right in all of them. */
export function describeCases(title: string, cases: readonly SpecCase[]): void {
  describe(title, () => {
    for (const { name, type, yaml, json, problems } of cases) {
      it(`${name} (YAML)`, () => check(yamlText(type, yaml), 'a.eval.yaml', problems));
      it(`${name} (YAML, Windows line ends)`, () =>
        check(yamlText(type, yaml).replaceAll('\n', '\r\n'), 'a.eval.yml', problems));
      it(`${name} (JSON)`, () => check(jsonText(type, json), 'a.eval.json', problems));
      it(`${name} (JSONC)`, () =>
        check(
          `// ünïcode 🦉\n${jsonText(type, json).replace(/\n\}\n$/, ',\n}\n')}`,
          'a.eval.jsonc',
          problems,
        ));
    }
  });
}
