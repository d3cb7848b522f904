/**
 * `path` seen from `folder`, with `/` as separator; both absolute, of POSIX or Windows. On another
 * drive there is no way from one to the other: then `path` itself.
 */
export function relativePath(folder: string, path: string): string {
  const from = parts(folder);
  const to = parts(path);
  if (from.drive !== to.drive) return path.replaceAll('\\', '/');
  let shared = 0;
  while (shared < from.names.length && from.names[shared] === to.names[shared]) shared += 1;
  const up = from.names.slice(shared).map(() => '..');
  return [...up, ...to.names.slice(shared)].join('/') || '.';
}

function parts(path: string): { readonly drive: string; readonly names: readonly string[] } {
  const windows = /^([A-Za-z]:|\\\\[^\\]+\\[^\\]+)/.exec(path);
  const drive = windows?.[0] ?? '';
  const separator = windows ? /[\\/]/ : /\//;
  const names = path
    .slice(drive.length)
    .split(separator)
    .filter((name) => name !== '' && name !== '.');
  return { drive: drive.toLowerCase(), names };
}
