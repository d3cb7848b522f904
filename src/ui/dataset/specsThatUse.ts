import { basename, resolve } from 'node:path';
import * as vscode from 'vscode';
import { parseSpec } from '../../core/spec/parseSpec.js';
import { resolveSpec } from '../../core/spec/resolveSpec.js';
import { specColumns } from '../../core/spec/specColumns.js';
import type { SpecUse } from '../../shared/protocol.js';
import type { GavelUi } from '../gavelUi.js';
import { LEFT_OUT_GLOB, SPEC_GLOB } from '../spec/specFile.js';

const MOST_SPECS = 200;

/** Specs of the workspace that judge this dataset, and the columns that each reads. */
export async function specsThatUse(datasetPath: string, ui: GavelUi): Promise<SpecUse[]> {
  const { texts } = ui.services;
  const uris = await vscode.workspace.findFiles(SPEC_GLOB, LEFT_OUT_GLOB, MOST_SPECS);
  const uses = await Promise.all(
    uris.map(async (uri): Promise<SpecUse[]> => {
      const path = uri.fsPath;
      // A spec that is broken or gone is the business of its own editor.
      const text = await texts.read(path).catch(() => '');
      const { spec } = parseSpec(text, path);
      if (!spec || resolve(texts.resolve(path, spec.dataset)) !== resolve(datasetPath)) return [];
      const columns = await resolveSpec(spec, path, texts).then(
        (resolved) => specColumns(resolved.spec),
        () => [],
      );
      return [{ spec: basename(path), uri: uri.toString(), columns }];
    }),
  );
  return uses.flat().sort((a, b) => a.spec.localeCompare(b.spec));
}
