import type { Page } from 'playwright-core';

/** What of a page is asked for by itself: the page, its script, its styles, the font of the icons. */
const OWN_FILES = /^http:\/\/127\.0\.0\.1:\d+\/(?:[a-z]+(?:\.js|\.css)?|codicon\.ttf(?:\?.*)?)$/;

/** What our components make. */
const OWN_TAGS =
  'html head body meta title link script div span p b strong em i small code pre button input textarea select ' +
  'option optgroup label form fieldset legend dialog table caption thead tbody tfoot tr th td ul ol li dl dt dd h1 h2 ' +
  'h3 h4 hr br bdi figure figcaption blockquote section header footer main nav aside article mark ins del kbd details ' +
  'summary output progress meter datalist time abbr sub sup ' +
  'svg g path rect line circle text tspan title polygon polyline defs clippath canvas';

/** Runs in the page before all else; `tripped` is the way out. */
const wires = (moreTags: readonly string[]) => `
  const trip = (what) => void window.tripped(String(what).slice(0, 300));
  for (const name of ['__xss', 'alert', 'confirm', 'prompt', 'open', 'print'])
    window[name] = (...all) => trip(name + ' ' + all.join(' '));
  addEventListener('securitypolicyviolation', (event) =>
    trip('policy ' + event.violatedDirective + ' ' + event.blockedURI + ' ' + event.sample));
  const tags = new Set(${JSON.stringify([...OWN_TAGS.split(' '), ...moreTags])});
  // Of the page itself, by its parser; whatever comes later is made by a script or by a text.
  const own = new Set(['script', 'link', 'meta', 'style']);
  const ownSvg = new Set(['svg', 'g', 'path', 'rect', 'line', 'circle', 'text', 'tspan', 'title',
    'polygon', 'polyline', 'defs', 'clippath']);
  const look = (element, isLoaded) => {
    const tag = element.localName.toLowerCase();
    if (!tags.has(tag) || (isLoaded && own.has(tag))) trip('element ' + element.outerHTML);
    if (element.namespaceURI.endsWith('/svg') && !ownSvg.has(tag)) trip('svg ' + element.outerHTML);
    for (const { name, value } of element.attributes) {
      const isOwn = (tag === 'script' && name === 'src') || (tag === 'link' && name === 'href');
      if (/^on/i.test(name)) trip('handler ' + element.outerHTML);
      if (/(^|:)(href|src|srcdoc|srcset|action|formaction|data|poster|ping|background)$/i.test(name)
        && !isOwn) trip('address ' + element.outerHTML);
      if (name === 'style' && /url\\(|expression\\(|@import|behavior:/i.test(value))
        trip('style ' + element.outerHTML);
    }
  };
  new MutationObserver((changes) => {
    const isLoaded = document.readyState === 'complete';
    for (const { type, target, addedNodes } of changes) {
      if (type === 'attributes') look(target, false);
      for (const node of addedNodes) {
        if (node.nodeType !== 1) continue;
        look(node, isLoaded);
        for (const inside of node.querySelectorAll('*')) look(inside, isLoaded);
      }
    }
  }).observe(document, { subtree: true, childList: true, attributes: true });
  const names = Object.getOwnPropertyNames(Object.prototype).join();
  window.isPolluted = () => Object.getOwnPropertyNames(Object.prototype).join() !== names;
`;

export interface Tripwire {
  /** Before the page loads. */
  prepare(page: Page): Promise<void>;
  /** All that a text set off, one line each. */
  readonly trips: readonly string[];
  /** Sees to what shows only at the end. */
  check(page: Page): Promise<void>;
}

/**
 * Notices a script that runs, a request, a frame, a window, a question or an
 * element that no component of a view made. `moreTags`: names of elements that a page has besides.
 */
export function tripwire(moreTags: readonly string[] = []): Tripwire {
  const trips: string[] = [];
  return {
    trips,
    async prepare(page) {
      let loads = 0;
      await page.exposeFunction('tripped', (what: string) => void trips.push(what));
      await page.addInitScript(wires(moreTags));
      page.on('request', (request) => {
        if (!OWN_FILES.test(request.url())) trips.push(`request ${request.url()}`);
      });
      page.on('framenavigated', (frame) => {
        loads++;
        if (loads > 1) trips.push(`navigation ${frame.url()}`);
      });
      page.on('frameattached', () => trips.push('frame'));
      page.on('popup', (popup) => trips.push(`popup ${popup.url()}`));
      page.on('download', (download) => trips.push(`download ${download.url()}`));
      page.on('worker', (worker) => trips.push(`worker ${worker.url()}`));
      page.on('dialog', (dialog) => {
        trips.push(`dialog ${dialog.message()}`);
        dialog.dismiss().catch(() => undefined);
      });
    },
    async check(page) {
      // What was added in this turn has been looked at after it.
      await page.evaluate('new Promise((done) => setTimeout(done))');
      if (await page.evaluate<boolean>('window.isPolluted()')) trips.push('polluted prototype');
    },
  };
}
