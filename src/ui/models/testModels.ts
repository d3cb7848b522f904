import * as vscode from 'vscode';
import { readEditorModelName } from '../../core/models/editorModels.js';
import type { ModelTest, ModelTestFault } from '../../core/models/modelTest.js';
import type { ModelField } from '../../core/spec/modelEdit.js';
import { UserError, type UserErrorKind } from '../../core/userError.js';
import { t } from '../../l10n/t.js';
import { cancellable } from '../commands/arguments.js';
import type { ExtensionUi } from '../extensionUi.js';
import { specBackend } from '../spec/parsedSpecs.js';
import { targetOf } from './specModels.js';
import { testSentence } from './testSentence.js';

export interface FieldTest {
  readonly field: ModelField;
  readonly model: string;
  readonly test: ModelTest;
}

interface TestedModels {
  readonly document: vscode.TextDocument;
  readonly fields: readonly ModelField[];
  readonly asksSchema: boolean;
}

/** Tests model objects one after the other and says what came of it. */
export async function testModels(
  ui: ExtensionUi,
  asked: TestedModels,
): Promise<readonly FieldTest[]> {
  const { document, fields, asksSchema } = asked;
  const options = { backend: specBackend(document), asksSchema, spec: document.uri.fsPath };
  const targets = fields.map((field) => ({ field, target: targetOf(document, field) }));
  const title =
    targets.length === 1 ? t('Testing a model (one token)') : t('Testing models (one token each)');
  const results = await cancellable(title, async (signal, report) => {
    const done: FieldTest[] = [];
    const known = new Map<string, ModelTest>();
    for (const { field, target } of targets) {
      report({ message: `${field}: ${target.model}`, increment: 0 });
      // Judge and model under evaluation are often the same.
      const key = JSON.stringify(target);
      const test = known.get(key) ?? (await ui.services.testModel(target, options, signal));
      known.set(key, test);
      done.push({ field, model: target.model, test });
      report({ message: '', increment: 100 / targets.length });
    }
    return done;
  });
  tell(ui, results, asked);
  return results;
}

const KINDS: Readonly<Record<ModelTestFault, UserErrorKind>> = {
  spec: 'spec',
  key: 'auth',
  payment: 'payment',
  model: 'not_found',
  incompatible: 'bad_reply',
  unreachable: 'unreachable',
  refused: 'rejected',
};

/** One message for all: what failed, with what helps; else that all is well. */
function tell(ui: ExtensionUi, results: readonly FieldTest[], asked: TestedModels): void {
  const lines = results.map((result) => testSentence(result));
  for (const line of lines) ui.log.info(`test of a model: ${line}`);
  const failures = results.flatMap(({ test }) => (test.outcome === 'failed' ? [test] : []));
  const [first] = failures;
  if (first) {
    const said = results
      .filter(({ test }) => test.outcome === 'failed')
      .map((result) => testSentence(result));
    ui.report(new UserError(KINDS[first.kind], said.join(' ')), () => testModels(ui, asked));
    return;
  }
  // The editor's own models take no schema at all.
  const maySchema = results.some(
    ({ model, test }) => test.outcome === 'reachable' && !readEditorModelName(model),
  );
  const more = maySchema && !asked.asksSchema ? [withSchema()] : [];
  void vscode.window.showInformationMessage(lines.join(' '), ...more).then(async (chosen) => {
    if (chosen !== withSchema()) return;
    await testModels(ui, { ...asked, asksSchema: true }).catch((error: unknown) => {
      ui.report(error);
    });
  });
}

/** Judges are asked for replies to a JSON Schema; not every endpoint holds to it. */
const withSchema = () => t('Also Test JSON Schema');
