import { numberText, t } from '../../l10n/t.js';

/** `vscode://gavel.gavel/run?path=…&row=17`: a run of the workspace, and a row of it. */
export interface RunLink {
  /** Of the manifest, relative to a folder of the workspace; `/` separates. */
  readonly path: string;
  /** Name of that folder, where the workspace has several. */
  readonly folder?: string | undefined;
  /** From 1. */
  readonly row?: number | undefined;
}

export const LINK_PATH = '/run';

/** Of a path, and of a folder's name: no run of a workspace lies deeper. */
const MOST_CHARACTERS = 1000;

/** The query of a link. */
export function linkQuery({ path, folder, row }: RunLink): string {
  const query = new URLSearchParams({ path });
  if (folder !== undefined) query.set('folder', folder);
  if (row !== undefined) query.set('row', String(row));
  return query.toString();
}

/** What a link names, or what is wrong with it in one sentence. Whoever wrote it is not trusted. */
export function parseRunLink(link: {
  readonly path: string;
  readonly query: string;
}): RunLink | { readonly problem: string } {
  if (link.path !== LINK_PATH) {
    return {
      problem: t('This link names nothing that Gavel opens; “{0}” is all there is.', LINK_PATH),
    };
  }
  const query = new URLSearchParams(link.query);
  const path = query.get('path') ?? '';
  const folder = query.get('folder') ?? undefined;
  const text = query.get('row') ?? undefined;
  if (path === '') return { problem: t('This link names no run: its path is missing.') };
  if (path.length > MOST_CHARACTERS || (folder ?? '').length > MOST_CHARACTERS) {
    const most = numberText(MOST_CHARACTERS);
    return { problem: t('This link names no run: its path is longer than {0} characters.', most) };
  }
  if (!isInside(path)) {
    return {
      problem: t('This link leads out of the workspace: {0} is no path inside it.', shown(path)),
    };
  }
  if (!path.endsWith('.evalrun.json')) {
    return {
      problem: t('This link names no run: {0} does not end with .evalrun.json.', shown(path)),
    };
  }
  if (text === undefined) return { path, folder };
  const row = /^[1-9]\d{0,14}$/.test(text) ? Number(text) : NaN;
  if (Number.isNaN(row)) {
    return { problem: t('This link names no row: “{0}” is no number from 1 on.', shown(text)) };
  }
  return { path, folder, row };
}

/** Relative, and nowhere upwards. */
function isInside(path: string): boolean {
  if (path.startsWith('/') || path.includes('\\') || path.includes('\0')) return false;
  if (/^[A-Za-z][A-Za-z0-9+.-]*:/.test(path)) return false;
  return path.split('/').every((part) => part !== '..' && part !== '.' && part !== '');
}

/** What came from outside, short enough for a sentence. */
export function shown(text: string): string {
  return text.length <= 80 ? text : `${text.slice(0, 79)}…`;
}
