import * as vscode from 'vscode';
import type { GavelUi } from '../gavelUi.js';
import type { DatasetNode } from './datasetsElement.js';

/** Counted by themselves: those that specs use, up to this size. */
const SMALL_BYTES = 4_000_000;
/** Counted when somebody points at them. */
const MOST_BYTES = 50_000_000;

/** Knows how many rows datasets have, as far as that is cheap. */
export interface RowCounts {
  /** Counts small datasets that specs use, one after the other, and draws them again. */
  fill(nodes: readonly DatasetNode[]): void;
  /** Counts a dataset that is not large; whether its rows are known now. */
  count(node: DatasetNode, signal: AbortSignal): Promise<boolean>;
  /** The content of a dataset changed. */
  forget(node: DatasetNode): void;
  dispose(): void;
}

export function createRowCounts(ui: GavelUi, redraw: (node: DatasetNode) => void): RowCounts {
  const abort = new AbortController();
  /** By path, with the size that was counted. */
  const known = new Map<string, { readonly bytes: number; readonly rows: number }>();
  const waiting = new Set<string>();
  let work = Promise.resolve();

  async function count(node: DatasetNode, signal: AbortSignal): Promise<boolean> {
    const { bytes, uri } = node;
    if (node.rows !== undefined) return true;
    if (node.missing || bytes === undefined) return false;
    const counted = known.get(uri.fsPath);
    if (counted?.bytes === bytes) {
      node.rows = counted.rows;
      return true;
    }
    // Nothing of a dataset is read before the workspace is trusted.
    if (bytes > MOST_BYTES || !vscode.workspace.isTrusted) return false;
    try {
      const info = await ui.services.datasets.describe(uri.fsPath, signal);
      // Written while it was counted: the next look counts again.
      if (node.bytes !== info.bytes) return false;
      known.set(uri.fsPath, { bytes, rows: info.rows });
      node.rows = info.rows;
      return true;
    } catch {
      return false; // what is wrong with it is said where it is opened
    }
  }

  return {
    count,
    fill(nodes) {
      for (const node of nodes) {
        const { specs, bytes, uri } = node;
        const isSmall = specs.length > 0 && bytes !== undefined && bytes <= SMALL_BYTES;
        if (!isSmall || node.rows !== undefined || waiting.has(uri.fsPath)) continue;
        waiting.add(uri.fsPath);
        work = work.then(async () => {
          waiting.delete(uri.fsPath);
          if (abort.signal.aborted) return;
          if (await count(node, abort.signal)) redraw(node);
        });
      }
    },
    forget(node) {
      known.delete(node.uri.fsPath);
      delete node.rows;
    },
    dispose: () => abort.abort(),
  };
}
