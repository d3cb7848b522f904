import assert from 'node:assert/strict';
import { readSources } from '../../importGraph.js';
import { plainTexts } from '../../l10n/plainTexts.js';

/** Whose texts are not said in other languages, and why. */
const IN_ENGLISH = [
  // The embedded service speaks as the real one does.
  /^demo\//,
  // Stands in files, in the place of a key.
  /^core\/redaction\//,
  // For models, which a client in any language reads.
  /^cli\/mcp\//,
  /^core\/agents\//,
  // Titles of papers.
  /^core\/gallery\/sources\.ts$/,
  // The JSON Schema, made when Gavel is built.
  /^core\/spec\/(evalSpec|specFields|specJsonSchema|completion\/specSnippets)\.ts$/,
  // As Jinja2 says them.
  /^core\/template\/(render|syntax|values|builtins)\//,
  // What other programs read.
  /^core\/report\/junitReport\.ts$/,
  /^cli\/ci\/annotations\.ts$/,
];

/** What is shown and no text: names, and what people write themselves in English. */
const NO_TEXTS: Readonly<Record<string, readonly string[]>> = {
  'core/spec/completion/completeModel.ts': ['VS Code · …'],
  'ui/commands/copyAs.ts': ['npx promptfoo@latest eval'],
  'webview/dataset/detail/fieldText.tsx': ['null'],
  'webview/dataset/table/cellView.tsx': ['null'],
};

const cases: readonly [string, string, string[]][] = [
  ['text in an element', '<p>Read the rows</p>', ['1: Read the rows']],
  ['a name for the screen reader', '<a aria-label="Close find" />', ['1: Close find']],
  ['a choice in an attribute', "<a title={x ? 'Stop' : t('Go')} />", ['1: Stop']],
  ['an error', "throw new UserError('usage', `No ${x} here.`)", ['1: No … here.']],
  ['a question', "vscode.window.showWarningMessage('Delete it?')", ['1: Delete it?']],
  ['an item', "const a = { label: 'All rows', id: 'All' }", ['1: All rows']],
  [
    'nothing that is said, named or styled',
    "<p class='a b' title={t('Go on')}>{t('All')} {n} · {count}</p>; log.info('All of it'); f({ key: 'All rows' })",
    [],
  ],
];

describe('texts that nobody can translate', () => {
  describe('are found', () => {
    for (const [name, text, expected] of cases) {
      it(name, () => assert.deepEqual(plainTexts('a.tsx', text), expected));
    }
  });

  it('are not in the sources', () => {
    const found = [...readSources('src')]
      .filter(([path]) => !IN_ENGLISH.some((pattern) => pattern.test(path)))
      .flatMap(([path, text]) =>
        plainTexts(path, text)
          .filter((said) => !NO_TEXTS[path]?.some((each) => said.endsWith(`: ${each}`)))
          .map((said) => `${path}:${said}`),
      );
    assert.deepEqual(found, []);
  });
});
