import { runGavel } from '../contract/cli/runGavel.js';

/** Options of each command, as the command line itself tells them: `run` → `--backend`, …; `files get` → …. */
export async function commandLine(): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const found = new Map<string, ReadonlySet<string>>();
  const learn = async (words: readonly string[]): Promise<void> => {
    const env = { COLUMNS: '300' };
    const { out } = await runGavel([...words, '--help'], { env, cwd: process.cwd() });
    const options = [...out.matchAll(/^ {2}(?:-\w, )?(--[\w-]+)/gm)].map(
      ([, option]) => option ?? '',
    );
    if (words.length > 0) found.set(words.join(' '), new Set(options));
    const [, listed = ''] = out.split(/^Commands:$/m);
    for (const [, name = ''] of listed.matchAll(/^ {2}(\w[\w-]*)/gm)) {
      if (name !== 'help') await learn([...words, name]);
    }
  };
  await learn([]);
  return found;
}

/** What is wrong with a call such as `gavel files put x.csv --columns a`; undefined for nothing. */
export function callFault(
  call: string,
  known: ReadonlyMap<string, ReadonlySet<string>>,
): string | undefined {
  const words = call.trim().split(/\s+/).slice(1);
  const name = words[0] ?? '';
  if (name === '' || name.startsWith('-') || /^[A-Z…]+$/.test(name)) return undefined;
  const inner = `${name} ${words[1] ?? ''}`;
  const options = known.get(inner) ?? known.get(name);
  if (!options) return `there is no gavel ${name}`;
  const given = words.flatMap((word) => /^(--[a-z][\w-]*)/.exec(word)?.[1] ?? []);
  // What stands behind a command is an option of it or of the one that it is part of.
  const all = new Set([...options, ...(known.get(name) ?? []), '--help', '--version']);
  const strange = given.filter((option) => !all.has(option));
  return strange.length === 0 ? undefined : `gavel ${name} has no ${strange.join(', ')}`;
}
