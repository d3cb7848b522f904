import assert from 'node:assert/strict';
import {
  editorModelProblems,
  namesEditorModel,
} from '../../../../src/core/models/editorModelProblems.js';
import { parseSpec } from '../../../../src/core/spec/parseSpec.js';

const MODELS = [
  { vendor: 'acme', family: 'judge-large', name: 'Large', maxInputTokens: 8000 },
  { vendor: 'acme', family: 'judge-small', name: 'Small', maxInputTokens: 8000 },
];

const parsed = (model: string) =>
  parseSpec(`judge:\n  model: ${model}\n  model_source: external\n`, 'a.eval.yaml');

describe('editorModelProblems', () => {
  const silent: [name: string, model: string][] = [
    ['a model of the list', 'vscode:acme/judge-large'],
    ['a model of another provider', 'acme/judge-larg'],
    ['a name of the wrong form, which is a fault of its own', 'vscode:judge'],
    ['no name yet', '""'],
  ];
  for (const [name, model] of silent) {
    it(`says nothing against ${name}`, () => {
      assert.deepEqual(editorModelProblems(parsed(model), MODELS), []);
    });
  }

  const warned: [name: string, model: string, models: typeof MODELS, message: string][] = [
    [
      'a slip, with what was meant',
      'vscode:acme/judge-lagre',
      MODELS,
      'VS Code has no language model `vscode:acme/judge-lagre` now. Did you mean `vscode:acme/judge-large`?',
    ],
    [
      'a name that is like no other',
      'vscode:nobody/knows-this-one',
      MODELS,
      'VS Code has no language model `vscode:nobody/knows-this-one` now.',
    ],
    [
      'an editor without any, with what helps',
      'vscode:acme/judge-large',
      [],
      'VS Code has no language model now, so not `vscode:acme/judge-large`: install an extension that offers some, such as GitHub Copilot Chat, and sign in there.',
    ],
  ];
  for (const [name, model, models, message] of warned) {
    it(`warns of ${name}, at the name`, () => {
      assert.deepEqual(editorModelProblems(parsed(model), models), [
        {
          severity: 'warning',
          code: 'unlisted-model',
          message,
          path: ['judge', 'model'],
          range: {
            start: { line: 2, column: 10 },
            end: { line: 2, column: 10 + model.length },
          },
        },
      ]);
    });
  }

  it('knows which specs are a reason to list the editor’s models', () => {
    assert.equal(namesEditorModel(parsed('vscode:acme/x')), true);
    assert.equal(namesEditorModel(parsed('acme/x')), false);
    assert.equal(namesEditorModel(parseSpec('model_a: answer', 'a.eval.yaml')), false);
  });
});
