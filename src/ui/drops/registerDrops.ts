import * as vscode from 'vscode';
import { specSelector } from '../spec/specFile.js';

const MIME_TYPES = ['text/uri-list'];

/** Datasets that are dropped or pasted into a spec, from the explorer or the view of datasets. */
export function registerDrops(): vscode.Disposable {
  const kind = vscode.DocumentDropOrPasteEditKind.Empty.append('gavel', 'dataset');
  const drops = async (document: vscode.TextDocument, data: vscode.DataTransfer) =>
    (await import('./datasetDrop.js')).datasetDrops(document, data);
  return vscode.Disposable.from(
    vscode.languages.registerDocumentDropEditProvider(
      specSelector(),
      {
        async provideDocumentDropEdits(document, _position, data) {
          return (await drops(document, data)).map(({ title, insertText, additionalEdit }) => {
            const edit = new vscode.DocumentDropEdit(insertText, title, kind);
            if (additionalEdit) edit.additionalEdit = additionalEdit;
            return edit;
          });
        },
      },
      { dropMimeTypes: MIME_TYPES, providedDropEditKinds: [kind] },
    ),
    vscode.languages.registerDocumentPasteEditProvider(
      specSelector(),
      {
        async provideDocumentPasteEdits(document, _ranges, data) {
          return (await drops(document, data)).map(({ title, insertText, additionalEdit }) => {
            const edit = new vscode.DocumentPasteEdit(insertText, title, kind);
            if (additionalEdit) edit.additionalEdit = additionalEdit;
            return edit;
          });
        },
      },
      { pasteMimeTypes: MIME_TYPES, providedPasteEditKinds: [kind] },
    ),
  );
}

/** Has the files of a view be dragged into editors. */
export function draggedFiles<T>(
  uriOf: (element: T) => vscode.Uri | undefined,
): vscode.TreeDragAndDropController<T> {
  return {
    dragMimeTypes: MIME_TYPES,
    dropMimeTypes: [],
    handleDrag(elements, data) {
      const list = elements.flatMap((element) => uriOf(element)?.toString() ?? []).join('\r\n');
      if (list !== '') data.set('text/uri-list', new vscode.DataTransferItem(list));
    },
  };
}
