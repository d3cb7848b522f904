import { resolve } from 'node:path';
import * as vscode from 'vscode';
import { templateFields } from '../../core/spec/specTemplates.js';
import type { GavelUi } from '../gavelUi.js';
import { LEFT_OUT_GLOB, SPEC_GLOB } from '../spec/specFile.js';
import { specInFile } from '../spec/specTexts.js';

const MOST_SPECS = 200;

/** Specs of the workspace that take a template from this file. */
export async function specsWithTemplate(path: string, ui: GavelUi): Promise<vscode.Uri[]> {
  const { texts } = ui.services;
  const uris = await vscode.workspace.findFiles(SPEC_GLOB, LEFT_OUT_GLOB, MOST_SPECS);
  const users = await Promise.all(
    uris.map(async (uri) => {
      // A spec that can't be read uses nothing.
      const { spec } = await specInFile(uri.fsPath, texts);
      const uses = (spec ? templateFields(spec) : []).some(
        ({ source }) =>
          typeof source !== 'string' &&
          resolve(texts.resolve(uri.fsPath, source.file)) === resolve(path),
      );
      return uses ? [uri] : [];
    }),
  );
  return users.flat();
}
