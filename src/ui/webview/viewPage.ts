import { t } from '../../l10n/t.js';

export type ViewName = 'dataset' | 'results' | 'preview' | 'preflight' | 'compare' | 'labels';

/** Addresses of a view's own files, and what its policy is made of. */
interface ViewFiles {
  readonly script: string;
  /** The language of the page, and the script that brings its texts; English when absent. */
  readonly texts?: { readonly locale: string; readonly script: string } | undefined;
  readonly style: string;
  /** Where the font of the icons may come from, as a source of a Content Security Policy. */
  readonly fonts: string;
  /** Unguessable, and another one for each page. */
  readonly nonce: string;
}

/**
 * Nothing but the view's script and its texts, the one style sheet and the font of the icons is loaded; no address is
 * asked, nothing is framed, posted or opened in place of the view. Text that a script would have read
 * as markup is refused by the browser itself; the one exception is what `namedCharacter.ts` reads.
 */
function viewPolicy({ fonts, nonce }: Pick<ViewFiles, 'fonts' | 'nonce'>): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src 'nonce-${nonce}'`,
    `font-src ${fonts}`,
    "img-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types gavel-character',
  ].join('; ');
}

/** The page of a view. Data never stands in it: the script asks for it. */
export function viewPage({ script, style, fonts, nonce, texts }: ViewFiles): string {
  const textsTag =
    texts === undefined ? '' : `\n    <script nonce="${nonce}" src="${texts.script}"></script>`;
  return `<!DOCTYPE html>
<html lang="${texts?.locale ?? 'en'}">
  <head>
    <meta charset="UTF-8" />
    <meta http-equiv="Content-Security-Policy" content="${viewPolicy({ fonts, nonce })}" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <link rel="stylesheet" nonce="${nonce}" href="${style}" />
    <title>Gavel</title>
  </head>
  <body>
    <div id="root">
      <p class="late">
        ${t(
          'This view did not start. Close its tab and open it again; what went wrong stands in the console (Developer: Toggle Developer Tools).',
        )}
      </p>
    </div>${textsTag}
    <script nonce="${nonce}" src="${script}"></script>
  </body>
</html>
`;
}
