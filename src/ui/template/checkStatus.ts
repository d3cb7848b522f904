import * as vscode from 'vscode';
import { numberText, t } from '../../l10n/t.js';
import { specSelector } from '../spec/specFile.js';
import { TEMPLATES } from './templateFile.js';

interface CheckStatus {
  show(state: { name: string; done: number; total: number } | undefined): void;
  dispose(): void;
}

/** Says in the status bar, beside the language, how far the check of the rows has come. */
export function createCheckStatus(): CheckStatus {
  let item: vscode.LanguageStatusItem | undefined;
  return {
    show(state) {
      item ??= createItem();
      item.busy = state !== undefined;
      if (state) {
        const { name, done, total } = state;
        item.text = t('Rendering on row {0} of {1}', numberText(done), numberText(total));
        item.detail = name;
      } else {
        item.text = t('Templates are checked on every row');
        item.detail = '';
      }
    },
    dispose: () => item?.dispose(),
  };
}

function createItem(): vscode.LanguageStatusItem {
  const selector = [...TEMPLATES, ...specSelector()];
  const item = vscode.languages.createLanguageStatusItem('gavel.templates', selector);
  item.name = t('Gavel Templates');
  return item;
}
