// What VS Code shows as the page of the installed extension.
import { readFileSync } from 'node:fs';
import { extname } from 'node:path';

/**
 * The README, for a page that opens no relative link and loads no picture from the package: the pictures
 * stand in it, and a link into the project is its words. The guide opens by a command. An animation would
 * be a quarter of the package, and is left out.
 */
export function extensionPage() {
  const readme = readFileSync('README.md', 'utf8');
  return readme
    .replaceAll(/!\[[^\]]*\]\([^)]+\.gif\)\n*/g, '')
    .replaceAll(/!\[([^\]]*)\]\((?!\w+:)([^)]+)\)/g, (_, words, path) => {
      const type = `image/${extname(path).slice(1)}`;
      return `![${words}](data:${type};base64,${readFileSync(path, 'base64')})`;
    })
    .replaceAll(/(?<!!)\[([^\]]*)\]\((?!\w+:|#)[^)]+\)/g, '$1');
}
