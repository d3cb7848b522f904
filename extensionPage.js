// What VS Code shows as the page of the installed extension.
import { readFileSync } from 'node:fs';

/**
 * The README, for a page that opens no relative link and shows no picture but those of the web: pictures
 * are left out, and a link into the project is its words. The guide, which has the pictures, opens by a
 * command.
 */
export function extensionPage() {
  return readFileSync('README.md', 'utf8')
    .replaceAll(/!\[[^\]]*\]\((?!\w+:)[^)]+\)\n*/g, '')
    .replaceAll(/(?<!!)\[([^\]]*)\]\((?!\w+:|#)[^)]+\)/g, '$1');
}
