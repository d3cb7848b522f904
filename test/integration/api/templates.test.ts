import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { behind, completionsAt, hoverAt, openText, problemsOf, workspaceFile } from '../editing.js';
import { waitFor } from '../waitFor.js';

const open = (name: string): Promise<vscode.TextDocument> => openText(`templates/${name}`);

interface Shown {
  readonly code: string;
  /** What is underlined. */
  readonly text: string;
  /** From 1. */
  readonly line: number;
}

function shown(document: vscode.TextDocument): Shown[] {
  return (
    vscode.languages
      .getDiagnostics(document.uri)
      .filter(({ severity }) => severity <= vscode.DiagnosticSeverity.Warning)
      .map(({ code, range }) => ({
        code: String(typeof code === 'object' ? code.value : code),
        text: document.getText(range),
        line: range.start.line + 1,
      }))
      // What is said of the dataset itself is another matter.
      .filter(({ code }) => !code.startsWith('dataset-'))
      .sort((a, b) => a.line - b.line || a.text.localeCompare(b.text))
  );
}

/** The problems once they are these; a timeout tells the last ones. */
async function expectProblems(document: vscode.TextDocument, expected: Shown[]): Promise<void> {
  const wanted = JSON.stringify(expected);
  await waitFor(
    `problems of ${document.fileName}`,
    () => shown(document),
    (problems) => JSON.stringify(problems) === wanted,
  );
}

async function fixesAt(document: vscode.TextDocument, text: string): Promise<vscode.CodeAction[]> {
  const end = behind(document, text);
  const range = new vscode.Range(end.translate(0, -1), end);
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    document.uri,
    range,
    vscode.CodeActionKind.QuickFix.value,
  );
  return actions;
}

async function applyFix(document: vscode.TextDocument, text: string, title: string): Promise<void> {
  const fixes = await fixesAt(document, text);
  const fix = fixes.find((one) => one.title === title);
  assert.ok(fix?.edit, `${title} among ${fixes.map((one) => one.title).join(', ')}`);
  await vscode.workspace.applyEdit(fix.edit);
}

const revert = () => vscode.commands.executeCommand('workbench.action.files.revert');

async function typed(document: vscode.TextDocument, after: string, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.insert(document.uri, behind(document, after), text);
  await vscode.workspace.applyEdit(edit);
}

describe('problems of templates in the editor', () => {
  it('a template file: faults of its text at their places', async () => {
    const document = await open('faults.jinja');
    await expectProblems(document, [{ code: 'unknown-filter', text: 'uper', line: 2 }]);
  });

  it('a template file: what the rows of its spec show, with a link to the first row', async () => {
    const document = await open('rubric.jinja');
    await expectProblems(document, [
      { code: 'undefined-part', text: 'turn.text', line: 2 },
      { code: 'missing-column', text: 'answer', line: 12 },
    ]);
    const [, missing] = vscode.languages
      .getDiagnostics(document.uri)
      .sort((a, b) => a.range.start.line - b.range.start.line);
    assert.match(missing?.message ?? '', /row 3/);
    const code = missing?.code;
    assert.ok(typeof code === 'object');
    const row = await vscode.workspace.openTextDocument(code.target);
    assert.equal(
      row.getText(),
      '{\n  "question": "Where?",\n  "turns": [{"role":"user","text":"Yo"}]\n}\n',
    );
  });

  it('a JSON spec: at the exact place behind escapes', async () => {
    const document = await open('inline.eval.json');
    await expectProblems(document, [
      { code: 'missing-column', text: 'answer', line: 15 },
      { code: 'unknown-column', text: 'qestion', line: 15 },
    ]);
  });

  it('a YAML spec: at the exact place in a block', async () => {
    const document = await open('block.eval.yaml');
    await expectProblems(document, [
      { code: 'unknown-column', text: 'qestion', line: 11 },
      { code: 'missing-column', text: 'answer', line: 13 },
    ]);
  });

  it('a YAML spec: at the exact place between quotes', async () => {
    const document = await open('quoted.eval.yaml');
    await expectProblems(document, [{ code: 'unknown-filter', text: 'uper', line: 9 }]);
  });

  it('a fault is shown as it is typed, and gone when it is mended', async () => {
    const document = await open('rubric.jinja');
    await problemsOf(document.uri);
    await typed(document, 'Answer: ', '{{ ( }}');
    await waitFor(
      'the fault',
      () => shown(document),
      (problems) => problems.some(({ line, code }) => line === 12 && code !== 'missing-column'),
    );
    await revert();
    await expectProblems(document, [
      { code: 'undefined-part', text: 'turn.text', line: 2 },
      { code: 'missing-column', text: 'answer', line: 12 },
    ]);
  });
});

describe('quick fixes of templates', () => {
  afterEach(revert);

  it('the name that was meant', async () => {
    const document = await open('faults.jinja');
    await problemsOf(document.uri);
    await applyFix(document, 'uper', 'Write `upper`');
    assert.equal(document.lineAt(1).text, '{{ name | upper }}');
  });

  it('the name that was meant, in a block of YAML', async () => {
    const document = await open('block.eval.yaml');
    await expectProblems(document, [
      { code: 'unknown-column', text: 'qestion', line: 11 },
      { code: 'missing-column', text: 'answer', line: 13 },
    ]);
    await applyFix(document, '{{ qestion', 'Write `question`');
    assert.equal(document.lineAt(10).text, '    Is {{ question }} good?');
  });

  it('an empty text where a value is missing', async () => {
    const document = await open('rubric.jinja');
    await waitFor(
      'the missing answer',
      () => shown(document),
      (problems) => problems.some(({ code }) => code === 'missing-column'),
    );
    const titles = (await fixesAt(document, '{{ answer')).map(({ title }) => title);
    assert.deepEqual(
      titles.filter((title) => /row|default/.test(title)),
      [
        "Print nothing where it is missing: | default('')",
        'Open row 3 of answers.jsonl',
        'Preview on row 3',
      ],
    );
    await applyFix(document, '{{ answer', "Print nothing where it is missing: | default('')");
    assert.equal(document.lineAt(11).text, "Answer: {{ answer | default('') }}");
  });

  it('an empty text where a value is missing, between single quotes of YAML', async () => {
    const document = await open('single.eval.yaml');
    await expectProblems(document, [{ code: 'missing-column', text: 'answer', line: 9 }]);
    await applyFix(document, '{{ answer', "Print nothing where it is missing: | default('')");
    assert.equal(
      document.lineAt(8).text.trim(),
      "system_template: 'Say {{ answer | default('''') }}'",
    );
    await expectProblems(document, []);
  });

  it('a copy of the dataset under names that templates can use; the source stays', async () => {
    const document = await open('names.eval.yaml');
    const source = workspaceFile('templates/names.jsonl');
    const before = await vscode.workspace.fs.readFile(source);
    const copy = await vscode.commands.executeCommand<vscode.Uri>(
      '_gavel.renameColumns',
      document.uri,
    );
    const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(copy));
    assert.equal(text, '{"question":"Q","Best_Answer":1.0}\n{"question":"R","Best_Answer":2}\n');
    assert.equal(document.lineAt(1).text, 'dataset: names-named.jsonl');
    assert.equal(document.lineAt(4).text, 'model_to_evaluate: Best_Answer');
    assert.deepEqual(await vscode.workspace.fs.readFile(source), before);
    await vscode.workspace.fs.delete(copy);
  });
});

describe('completion in templates', () => {
  const places: readonly [file: string, place: string, expected: string][] = [
    ['rubric.jinja', 'Answer: {{ ', 'question'],
    ['rubric.jinja', '{{ line(tu', 'turn'],
    ['block.eval.yaml', 'Is {{ ', 'turns'],
    ['inline.eval.json', 'Is \\"{{ ', 'turns'],
    ['quoted.eval.yaml', 'qestion | ', 'default'],
  ];
  for (const [file, place, expected] of places) {
    it(`${file}: ${expected} behind ${place}`, async () => {
      const document = await open(file);
      await completionsAt(document, behind(document, place), expected);
    });
  }

  it('outside of the templates a spec is completed as before', async () => {
    const document = await open('block.eval.yaml');
    const labels = await completionsAt(document, behind(document, 'model_to_evaluate: '), 'answer');
    assert.ok(!labels.includes('upper'));
  });

  it('in text between the tags nothing is offered', async () => {
    const document = await open('rubric.jinja');
    const list = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      behind(document, 'Answ'),
    );
    assert.deepEqual(list.items, []);
  });
});

describe('hover and signatures in templates', () => {
  it('a column: its type and samples, in a file and in specs', async () => {
    for (const [file, place] of [
      ['rubric.jinja', 'Answer: {{ ans'],
      ['block.eval.yaml', '{{ answ'],
      ['inline.eval.json', '{{ answ'],
    ] as const) {
      const document = await open(file);
      assert.match(await hoverAt(document.uri, behind(document, place)), /Two days\./, file);
    }
  });

  it('a filter: what it does', async () => {
    const document = await open('quoted.eval.yaml');
    const text = await hoverAt(document.uri, behind(document, '| defa'));
    assert.match(text, /default\(/);
  });

  it('a field of a spec is explained as before', async () => {
    const document = await open('block.eval.yaml');
    const text = await hoverAt(document.uri, behind(document, 'pass_la'));
    assert.match(text, /labels that count as passed/);
  });

  it('the signature of a filter, with the argument at the cursor', async () => {
    const document = await open('quoted.eval.yaml');
    const help = await waitFor(
      'the signature',
      async () =>
        vscode.commands.executeCommand<vscode.SignatureHelp | undefined>(
          'vscode.executeSignatureHelpProvider',
          document.uri,
          behind(document, 'default('),
        ),
      (found) => found !== undefined,
    );
    assert.match(help?.signatures[0]?.label ?? '', /^default\(/);
    assert.equal(help?.activeParameter, 0);
  });
});

describe('names and tags of templates', () => {
  const links = async (document: vscode.TextDocument, place: string) => {
    const found = await vscode.commands.executeCommand<(vscode.LocationLink | vscode.Location)[]>(
      'vscode.executeDefinitionProvider',
      document.uri,
      behind(document, place),
    );
    return found.map((link) =>
      'targetUri' in link
        ? { uri: link.targetUri, line: link.targetRange.start.line + 1 }
        : { uri: link.uri, line: link.range.start.line + 1 },
    );
  };
  const rubric = () => workspaceFile('templates/rubric.jinja').toString();

  const definitions: readonly [string, string, string, number][] = [
    ['a macro', '{{ li', 'rubric.jinja', 1],
    ['a set name', 'loop.index <= lim', 'rubric.jinja', 6],
    ['a loop variable', 'line(tur', 'rubric.jinja', 1],
    ['a column', 'Answer: {{ ans', 'answers.jsonl', 1],
    ['a tag, to the next one of its block', '{% fo', 'rubric.jinja', 11],
  ];
  for (const [name, place, file, line] of definitions) {
    it(`definition of ${name}`, async () => {
      const document = await open('rubric.jinja');
      const target = place === 'line(tur' ? '{{ line(tur' : place;
      const expected = {
        uri: workspaceFile(`templates/${file}`).toString(),
        line: name === 'a loop variable' ? 7 : line,
      };
      const found = await links(document, target);
      assert.deepEqual(
        found.map(({ uri, line }) => ({ uri: uri.toString(), line })),
        [expected],
      );
    });
  }

  it('definition of a template file and of a dataset, from the spec that names them', async () => {
    const document = await open('rubric.eval.yaml');
    const [file] = await links(document, 'file: rub');
    assert.equal(file?.uri.toString(), rubric());
    const [dataset] = await links(document, 'dataset: ans');
    assert.equal(dataset?.uri.toString(), workspaceFile('templates/answers.jsonl').toString());
  });

  it('definition inside of a block in YAML', async () => {
    const document = await open('block.eval.yaml');
    const found = await links(document, '{{ lim');
    assert.deepEqual(
      found.map(({ line }) => line),
      [10],
    );
  });

  it('references of a name, with its definition', async () => {
    const document = await open('rubric.jinja');
    const found = await vscode.commands.executeCommand<vscode.Location[]>(
      'vscode.executeReferenceProvider',
      document.uri,
      behind(document, '{% set lim'),
    );
    assert.deepEqual(
      found.map(({ range }) => [range.start.line + 1, document.getText(range)]),
      [
        [6, 'limit'],
        [8, 'limit'],
      ],
    );
  });

  it('renames a local name, in a file and inside of a spec', async () => {
    for (const [file, lines] of [
      ['rubric.jinja', [6, 8]],
      ['block.eval.yaml', [10, 13]],
    ] as const) {
      const document = await open(file);
      const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit>(
        'vscode.executeDocumentRenameProvider',
        document.uri,
        behind(document, '{% set lim'),
        'most',
      );
      assert.deepEqual(
        edit
          .entries()
          .flatMap(([uri, edits]) => edits.map((one) => [uri.toString(), one.range, one.newText])),
        lines.map((line) => {
          const start = document.lineAt(line - 1).text.indexOf('limit');
          const range = new vscode.Range(line - 1, start, line - 1, start + 5);
          return [document.uri.toString(), range, 'most'];
        }),
      );
    }
  });

  it('renames no column', async () => {
    const document = await open('rubric.jinja');
    await assert.rejects(
      Promise.resolve(
        vscode.commands.executeCommand(
          'vscode.prepareRename',
          document.uri,
          behind(document, 'Answer: {{ ans'),
        ),
      ),
    );
  });

  it('highlights the tags of one block', async () => {
    const document = await open('rubric.jinja');
    const found = await vscode.commands.executeCommand<vscode.DocumentHighlight[]>(
      'vscode.executeDocumentHighlights',
      document.uri,
      behind(document, '{% fo'),
    );
    assert.deepEqual(
      found.map(({ range }) => [range.start.line + 1, document.getText(range)]),
      [
        [7, 'for'],
        [11, 'endfor'],
      ],
    );
  });

  it('outlines macros, sets and loops', async () => {
    const document = await open('rubric.jinja');
    const found = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
      'vscode.executeDocumentSymbolProvider',
      document.uri,
    );
    assert.deepEqual(
      found.map(({ name, kind }) => [name, vscode.SymbolKind[kind]]),
      [
        ['line', 'Function'],
        ['limit', 'Variable'],
        ['turn in turns', 'Array'],
      ],
    );
  });

  it('folds blocks and comments', async () => {
    const document = await open('rubric.jinja');
    const found = await vscode.commands.executeCommand<vscode.FoldingRange[]>(
      'vscode.executeFoldingRangeProvider',
      document.uri,
    );
    assert.deepEqual(
      found.map(({ start, end }) => [start + 1, end + 1]),
      [
        [1, 2],
        [4, 5],
        [7, 10],
        [8, 9],
      ],
    );
  });

  it('a template for another language is a template too', async () => {
    const document = await open('note.md.jinja');
    assert.equal(document.languageId, 'jinja-md');
    await expectProblems(document, [{ code: 'unclosed', text: '{% if name %}', line: 1 }]);
  });
});

describe('a row of a dataset', () => {
  it('is opened by command', async () => {
    const dataset = workspaceFile('templates/answers.jsonl');
    await vscode.commands.executeCommand('gavel.openDataset', dataset, { row: 3 });
    const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
    assert.ok(input instanceof vscode.TabInputCustom);
    assert.equal(input.uri.toString(), dataset.toString());
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
  });
});
