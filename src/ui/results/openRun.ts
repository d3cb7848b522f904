import type * as vscode from 'vscode';
import type { RunManifest } from '../../core/runs/manifest.js';
import type { RunRef } from '../../core/runs/runStore.js';
import type { RowQuery } from '../../shared/protocol.js';
import type { GavelUi } from '../gavelUi.js';

/** The run of an open results editor, as the handlers of its pages see it. */
export interface OpenRun {
  /** Of the manifest. */
  readonly uri: vscode.Uri;
  readonly ui: GavelUi;
  /** Aborted when the editor is closed. */
  readonly signal: AbortSignal;
  /** The manifest as it is on disk now. Throws `UserError` where the run is gone. */
  current(): Promise<{ readonly run: RunRef; readonly manifest: RunManifest }>;
  /**
   * The rows that a query of the Rows page matches, in its order, by their names: the row of the
   * dataset, or minus the line of `results.jsonl` where that isn't known.
   */
  matching(query: RowQuery): Promise<readonly number[]>;
}
