import type * as vscode from 'vscode';
import type { ServiceFile } from '../../core/dataset/service/serviceFiles.js';
import type { ServiceName } from '../../core/services.js';

/** A dataset of the workspace and the specs that use it. */
export interface DatasetNode {
  readonly kind: 'dataset';
  readonly uri: vscode.Uri;
  readonly specs: readonly vscode.Uri[];
  /** A spec names it, but it is not there. */
  readonly missing: boolean;
  bytes?: number;
  /** Known where it is cheap to know. */
  rows?: number;
}

/** A file of a service. */
export interface FileNode {
  readonly kind: 'file';
  readonly service: ServiceName;
  readonly host: string;
  readonly file: ServiceFile;
  /** Specs of the workspace that name it. */
  readonly specs: readonly vscode.Uri[];
  /** It stands in a group of its purpose. */
  readonly isGrouped: boolean;
}

/** A line that says something, and may offer what helps. */
export interface NoteNode {
  readonly kind: 'note';
  readonly id: string;
  readonly label: string;
  readonly description?: string;
  readonly tooltip?: string;
  readonly icon: string;
  readonly command?: vscode.Command;
}

/** An element of the view `gavel.datasets`. */
export type DatasetsElement =
  | { readonly kind: 'group'; readonly group: 'workspace' | ServiceName }
  | {
      readonly kind: 'purpose';
      readonly service: ServiceName;
      readonly purpose: string;
      readonly files: readonly FileNode[];
    }
  | DatasetNode
  | FileNode
  | NoteNode;
