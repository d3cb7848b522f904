import type * as vscode from 'vscode';
import type { ServiceName } from '../../core/services.js';
import type { UserError } from '../../core/userError.js';
import type { NoteNode } from './datasetsElement.js';
import { failureText } from './libraryLines.js';
import { MOST_FILES } from './workspaceDatasets.js';

export const GROUP_LABELS: Readonly<Record<'workspace' | ServiceName, string>> = {
  workspace: 'Workspace',
  together: 'Service files',
  demo: 'Demo service files',
};

export const GROUP_TOOLTIPS: typeof GROUP_LABELS = {
  workspace: 'CSV and JSONL files of the workspace, those that eval specs use first',
  together: 'Files in the library of the evaluation service, newest first',
  demo: 'Files of the demo service on this machine, whose judge is scripted',
};

const SET_KEY: vscode.Command = { command: 'gavel.setApiKey', title: 'Set API Key' };
const RETRY: vscode.Command = { command: 'gavel.refresh', title: 'Retry' };
const CLEAR_FILTER: vscode.Command = {
  command: 'gavel.clearDatasetFilter',
  title: 'Clear Filter',
};

export function noDatasets(): NoteNode {
  return {
    kind: 'note',
    id: 'no datasets',
    label: 'No CSV or JSONL file yet',
    icon: 'info',
  };
}

export function moreDatasets(): NoteNode {
  return {
    kind: 'note',
    id: 'more datasets',
    label: `Only ${MOST_FILES.toLocaleString('en')} files are listed`,
    tooltip:
      'The workspace holds more. What eval specs use is always listed; open any other from the Explorer.',
    icon: 'info',
  };
}

export function noMatch(group: string, filter: string): NoteNode {
  return {
    kind: 'note',
    id: `no match ${group}`,
    label: `Nothing here holds “${filter}”`,
    description: CLEAR_FILTER.title,
    icon: 'filter',
    command: CLEAR_FILTER,
  };
}

export function noKey(host: string): NoteNode {
  return {
    kind: 'note',
    id: 'no key',
    label: SET_KEY.title,
    description: `to list the files at ${host}`,
    icon: 'key',
    command: SET_KEY,
  };
}

export function restricted(): NoteNode {
  return {
    kind: 'note',
    id: 'restricted',
    label: 'Restricted Mode',
    description: 'nothing is asked of the service',
    icon: 'shield',
    command: { command: 'workbench.trust.manage', title: 'Manage Workspace Trust' },
  };
}

export function noFiles(service: ServiceName): NoteNode {
  return {
    kind: 'note',
    id: `no files ${service}`,
    label: 'No file yet',
    tooltip: 'A run on the service puts its dataset and its results here.',
    icon: 'info',
  };
}

/** What went wrong, with what helps. */
export function problem(error: UserError, host: string): NoteNode {
  const command = error.kind === 'auth' ? SET_KEY : RETRY;
  return {
    kind: 'note',
    id: `problem ${host}`,
    label: failureText(error),
    description: command.title,
    tooltip: error.message,
    icon: 'warning',
    command,
  };
}
