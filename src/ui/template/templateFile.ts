import type * as vscode from 'vscode';

/** Languages of template files: Jinja alone, and Jinja in another language. */
const LANGUAGES = ['jinja', 'jinja-md', 'jinja-json', 'jinja-html', 'jinja-yaml', 'jinja-xml'];

export const TEMPLATES = LANGUAGES.map((language) => ({ language }));

/** Of documents that show one row of a dataset. */
export const ROW_SCHEME = 'gavel-row';

export function isTemplateDocument(document: vscode.TextDocument): boolean {
  return LANGUAGES.includes(document.languageId);
}
