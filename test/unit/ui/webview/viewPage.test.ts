import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { viewPage } from '../../../../src/ui/webview/viewPage.js';
import { readSources } from '../../../importGraph.js';
import { proven } from '../../../security/proofs.js';

const NONCE = 'bm9uY2Ugb2YgYSB0ZXN0Lg==';
/** What VS Code says a webview's own files may come from. */
const FONTS = "'self' https://*.vscode-cdn.net";

const views = readdirSync('src/webview', { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .filter((name) => readdirSync(`src/webview/${name}`).includes('main.tsx'));

const page = (view: string) =>
  viewPage({
    script: `https://files.test/${view}.js`,
    style: `https://files.test/${view}.css`,
    fonts: FONTS,
    nonce: NONCE,
  });

/** The directives of a page's policy, by name. */
function policyOf(html: string): Record<string, string> {
  const [, policy = ''] =
    /<meta http-equiv="Content-Security-Policy" content="([^"]*)" \/>/.exec(html) ?? [];
  return Object.fromEntries(
    policy.split('; ').map((directive) => {
      const [name = '', ...sources] = directive.split(' ');
      return [name, sources.join(' ')];
    }),
  );
}

describe('page of a view', () => {
  it('lets a view load its script, its styles and a font, and nothing else', () => {
    assert.equal(views.length, 6);
    for (const view of views) {
      const html = page(view);
      assert.deepEqual(policyOf(html), {
        'default-src': "'none'",
        'script-src': `'nonce-${NONCE}'`,
        'style-src': `'nonce-${NONCE}'`,
        'font-src': FONTS,
        'img-src': "'none'",
        'base-uri': "'none'",
        'form-action': "'none'",
        'require-trusted-types-for': "'script'",
        'trusted-types': 'gavel-character',
      });
      assert.doesNotMatch(html, /unsafe-|\bdata:|\bblob:|http:/);
      const inside = html.slice(html.indexOf('<head>'));
      assert.deepEqual(
        [...inside.matchAll(/<(script|link|style|img|iframe|object|base|form)\b[^>]*>/g)].map(
          ([tag]) => tag,
        ),
        [
          `<link rel="stylesheet" nonce="${NONCE}" href="https://files.test/${view}.css" />`,
          `<script nonce="${NONCE}" src="https://files.test/${view}.js">`,
        ],
      );
      // The policy comes before all that it holds for.
      assert.ok(html.indexOf('Content-Security-Policy') < html.indexOf('<link'));
    }
    proven({
      area: 'Views',
      claim:
        'Each view loads one script, one style sheet and one font, by nonce: nothing inline, nothing remote, no frame, no form, no image, no text parsed as markup',
      test: 'test/unit/ui/webview/viewPage.test.ts',
      figure: `${views.length} views, ${Object.keys(policyOf(page('results'))).length} directives each`,
    });
  });

  it('is the only page that a webview is given, with the only options', () => {
    const sources = [...readSources('src')].filter(([name]) => name.startsWith('ui/'));
    const pages = sources.flatMap(([name, text]) =>
      [...text.matchAll(/\.html = ([^;]*);/g)].map(([, made = '']) => `${name}: ${made}`),
    );
    assert.ok(pages.length >= 5, `${pages.length} pages`);
    assert.deepEqual(
      pages.filter((line) => !/: webviewPage\(/.test(line)),
      [],
    );
    const options = sources.flatMap(([name, text]) => [
      ...[...text.matchAll(/\bwebview\.options = ([^;]*);/g)].map(
        ([, made = '']) => `${name}: ${made}`,
      ),
      ...[...text.matchAll(/createWebviewPanel\(([^;]*)\);/g)].flatMap(([, made = '']) =>
        made.includes('webviewOptions(') ? [] : [`${name}: ${made}`],
      ),
    ]);
    assert.deepEqual(
      options.filter((line) => !/: webviewOptions\(/.test(line)),
      [],
    );
  });
});
