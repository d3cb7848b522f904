import * as vscode from 'vscode';
import { specSelector } from '../spec/specFile.js';
import { TEMPLATES } from './templateFile.js';

export interface CheckStatus {
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
        item.text = `Rendering on row ${done.toLocaleString('en')} of ${total.toLocaleString('en')}`;
        item.detail = name;
      } else {
        item.text = 'Templates are checked on every row';
        item.detail = '';
      }
    },
    dispose: () => item?.dispose(),
  };
}

function createItem(): vscode.LanguageStatusItem {
  const selector = [...TEMPLATES, ...specSelector()];
  const item = vscode.languages.createLanguageStatusItem('gavel.templates', selector);
  item.name = 'Gavel Templates';
  return item;
}
