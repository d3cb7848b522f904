import type * as vscode from 'vscode';
import type { ServiceName } from '../../core/services.js';
import type { UserError } from '../../core/userError.js';
import { numberText, t } from '../../l10n/t.js';
import type { NoteNode } from './datasetsElement.js';
import { failureText } from './libraryLines.js';
import { MOST_FILES } from './workspaceDatasets.js';

export const GROUP_LABELS: Readonly<Record<'workspace' | ServiceName, string>> = {
  get workspace() {
    return t('Workspace');
  },
  get together() {
    return t('Service files');
  },
  get demo() {
    return t('Demo service files');
  },
};

export const GROUP_TOOLTIPS: typeof GROUP_LABELS = {
  get workspace() {
    return t('CSV and JSONL files of the workspace, those that eval specs use first');
  },
  get together() {
    return t('Files in the library of the evaluation service, newest first');
  },
  get demo() {
    return t('Files of the demo service on this machine, whose judge is scripted');
  },
};

const setKey = (): vscode.Command => ({ command: 'gavel.setApiKey', title: t('Set API Key') });
const retry = (): vscode.Command => ({ command: 'gavel.refresh', title: t('Retry') });
const clearFilter = (): vscode.Command => ({
  command: 'gavel.clearDatasetFilter',
  title: t('Clear Filter'),
});

export function noDatasets(): NoteNode {
  return {
    kind: 'note',
    id: 'no datasets',
    label: t('No CSV or JSONL file yet'),
    icon: 'info',
  };
}

export function moreDatasets(): NoteNode {
  return {
    kind: 'note',
    id: 'more datasets',
    label: t('Only {0} files are listed', numberText(MOST_FILES)),
    tooltip: t(
      'The workspace holds more. What eval specs use is always listed; open any other from the Explorer.',
    ),
    icon: 'info',
  };
}

export function noMatch(group: string, filter: string): NoteNode {
  return {
    kind: 'note',
    id: `no match ${group}`,
    label: t('Nothing here holds “{0}”', filter),
    description: clearFilter().title,
    icon: 'filter',
    command: clearFilter(),
  };
}

export function noKey(host: string): NoteNode {
  return {
    kind: 'note',
    id: 'no key',
    label: setKey().title,
    description: t('to list the files at {0}', host),
    icon: 'key',
    command: setKey(),
  };
}

export function restricted(): NoteNode {
  return {
    kind: 'note',
    id: 'restricted',
    label: t('Restricted Mode'),
    description: t('nothing is asked of the service'),
    icon: 'shield',
    command: { command: 'workbench.trust.manage', title: t('Manage Workspace Trust') },
  };
}

export function noFiles(service: ServiceName): NoteNode {
  return {
    kind: 'note',
    id: `no files ${service}`,
    label: t('No file yet'),
    tooltip: t('A run on the service puts its dataset and its results here.'),
    icon: 'info',
  };
}

/** What went wrong, with what helps. */
export function problem(error: UserError, host: string): NoteNode {
  const command = error.kind === 'auth' ? setKey() : retry();
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
