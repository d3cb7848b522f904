import * as vscode from 'vscode';
import { UserError } from '../../core/userError.js';
import { t } from '../../l10n/t.js';
import { compareProtocol } from '../../shared/compareProtocol.js';
import type { Arrangement } from '../../shared/compareProtocol.js';
import type { GavelUi } from '../gavelUi.js';
import { serveWebview } from '../webview/serveWebview.js';
import { createComparisonModel } from './comparisonModel.js';
import { openNamedRows } from './namedRows.js';
import { showRunDiff } from './runTexts.js';

/** Serves one open comparison. */
export function serveComparison(
  panel: Pick<vscode.WebviewPanel, 'webview' | 'title'>,
  arrangement: Arrangement,
  ui: GavelUi,
): vscode.Disposable {
  const named = openNamedRows(() => ui.services.rowsReader());
  const model = createComparisonModel(arrangement, {
    runs: ui.services.runs,
    figures: () => ui.services.runFigures(),
    readNamed: named.read,
    pathOf: (uri) => vscode.Uri.parse(uri, true).fsPath,
    changed(view) {
      served.emit('changed', view);
      const [a, ...others] = view.runs;
      if (!a) return;
      const [b] = others;
      const against = others.length === 1 && b ? b.name : t('{0} runs', others.length);
      panel.title =
        a.name === against ? t('Compare {0}', a.name) : t('Compare {0}, {1}', a.name, against);
    },
  });
  const pairOf = () => {
    const runs = model.runs();
    const [a, b] = [runs[0], runs[model.arrangement.focus]];
    if (!a || !b) throw new UserError('usage', t('The runs are still being read.'));
    return { a, b };
  };
  const served = serveWebview(compareProtocol, panel.webview, {
    ui,
    handlers: {
      open: () => model.view(),
      async arrange(wanted) {
        await model.arrange(wanted);
        return {};
      },
      rows: ({ filters, from, to }) => model.page(filters, from, to),
      position: ({ filters, id }) => ({ position: model.position(filters, id) }),
      row: ({ id }) => model.detail(id),
      async showDiff({ field }) {
        const { a, b } = pairOf();
        await showRunDiff(a, b, field);
        return {};
      },
      async openRun({ run }) {
        const uri = model.arrangement.runs[run];
        if (uri === undefined) throw new UserError('usage', t('There is no such run.'));
        await vscode.commands.executeCommand('gavel.openResults', vscode.Uri.parse(uri, true));
        return {};
      },
    },
  });
  void model.arrange(arrangement);
  return vscode.Disposable.from(
    served,
    model,
    named,
    ui.onDidChangeRuns((changed) => {
      if (changed && model.runs().some(({ run }) => run.folder === changed.folder)) {
        model.outdated();
      }
    }),
  );
}
