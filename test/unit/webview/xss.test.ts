import assert from 'node:assert/strict';
import type { Protocol } from '../../../src/shared/rpc.js';
import { hostileHost } from '../../security/hostileHost.js';
import { proven } from '../../security/proofs.js';
import { HUGE_PAYLOADS, XSS_PAYLOADS } from '../../security/xssPayloads.js';
import {
  comparedRuns,
  hostileDataset,
  labelledRows,
  openedDataset,
  preflightCard,
  previewedPrompts,
  resultsEditor,
} from '../../webview/harness/hostile/hostileViews.js';
import type { WatchedView } from '../../webview/harness/hostile/hostileViews.js';
import { eventually } from '../../webview/harness/elementState.js';
import { openBench } from '../../webview/harness/openView.js';
import type { ViewBench } from '../../webview/harness/openView.js';
import { tripwire } from '../../webview/harness/tripwire.js';

/** Methods by which something is done; whoever only looks asks none of them. */
const DEEDS =
  /^(act|arrange|baseline.|close|copy|export|goTo|insert|label$|labelAct|manage|open.|pin|preview|rejudge$|rowAct|save|show.|shownRowsAct|skip|specRunAct|undo)/;

const MODES = ['markdown', 'raw', 'json'] as const;
const { signal: SIGNAL } = new AbortController();

/** Adds an element to a page as a script of a text would. */
const ADD = `const add = (tag, make, action) => {
  const one = document.createElement(tag);
  if (action) one.action = action;
  document.body.append(one);
  make(one);
};`;

describe('hostile texts in the views', function () {
  this.timeout(120_000);
  let bench: ViewBench;
  const views = new Set<string>();
  before(async () => {
    bench = await openBench();
  });
  after(() => bench.close());

  /** Has a person look at a view, and sees that nothing came of it but what was shown. */
  async function watch<P extends Protocol>(watched: WatchedView<P>, asked: readonly string[]) {
    const { view, protocol, handlers, tell, look, state, deeds = [] } = watched;
    const wire = tripwire();
    const opened = await bench.open({
      ...{ view, protocol, handlers },
      prepare: (page) => wire.prepare(page),
      ...(state !== undefined && { state }),
    });
    try {
      await tell?.((event, value) => opened.emit(event, value));
      // A wire that was set off says more than that the view then broke.
      await look(opened.page).catch((error: unknown) => {
        if (wire.trips.length === 0) throw error;
      });
      await wire.check(opened.page);
      assert.deepEqual(wire.trips, []);
      assert.deepEqual(opened.complaints, []);
      assert.deepEqual(
        asked.filter((method) => DEEDS.test(method) && !deeds.includes(method)),
        [],
      );
    } finally {
      await opened.close();
    }
  }

  /** Opens a view, again and again, until every payload stood in it. */
  async function expose<P extends Protocol>(name: string, make: () => WatchedView<P>) {
    const left = new Set(XSS_PAYLOADS);
    for (let loads = 0; left.size > 0; loads++) {
      assert.ok(loads < 6, `never shown: ${[...left].slice(0, 3).join(' | ')}`);
      const honest = make();
      const host = hostileHost(honest.protocol, honest.handlers, [...left, ...XSS_PAYLOADS]);
      const { tell } = honest;
      await watch(
        {
          ...honest,
          handlers: host.handlers,
          // Of the protocol as before: its texts alone are others.
          tell: (emit) => tell?.((event, value) => emit(event, host.event(event, value))),
        },
        host.asked,
      );
      for (const payload of host.shown) left.delete(payload);
    }
    views.add(name);
  }

  it('do nothing before a launch', () => expose('preflight', preflightCard));
  for (const type of ['classify', 'score', 'compare'] as const) {
    it(`do nothing in the results of a run of the type ${type}`, () =>
      expose(`results, ${type}`, () => resultsEditor(type)));
  }
  it('do nothing where runs are compared', () => expose('compare', comparedRuns));
  it('do nothing where rows are labelled', () => expose('labels', labelledRows));
  it('do nothing in the preview', () => expose('preview', () => previewedPrompts('compare')));
  it('do nothing in a dataset', () => expose('dataset', openedDataset));
  for (const mode of MODES) {
    it(`do nothing as columns and values of a dataset, read as ${mode}`, async () => {
      await watch(hostileDataset(XSS_PAYLOADS, mode), []);
      views.add(`dataset, ${mode}`);
    });
  }
  for (const [name, make] of [
    ['values of a dataset', () => hostileDataset(HUGE_PAYLOADS, 'markdown', ['a', 'b', 'c', 'd'])],
    ['columns of a dataset', () => hostileDataset(['x'], 'markdown', HUGE_PAYLOADS)],
  ] as const) {
    it(`regression: do nothing and keep nobody waiting as huge ${name}`, async () => {
      await watch(make(), []);
      views.add(`huge ${name}`);
    });
  }
  it('have set off no wire in any view', function () {
    // Where this test is run alone nothing was tried.
    if (views.size < 13) this.skip();
    proven({
      area: 'Views',
      claim:
        'A cell, column name, label, model name, feedback, error or file name runs no script in any view, loads nothing, opens nothing and becomes no element',
      test: 'test/unit/webview/xss.test.ts',
      figure: `${XSS_PAYLOADS.length + HUGE_PAYLOADS.length} payloads, in 6 views on ${views.size} pages`,
    });
  });

  const broken: readonly (readonly [name: string, script: string, trip: RegExp])[] = [
    ['a script that a text runs', '__xss(1)', /^__xss 1/],
    ['a question', 'alert(1)', /^alert 1/],
    ['a window', "window.open('http://xss.test/')", /^open http/],
    ['markup', "document.body.innerHTML = '<b>x</b>'", /^policy require-trusted-types-for/],
    ['a picture', "(new Image()).src = 'http://xss.test/x'", /^policy img-src/],
    [
      'a request',
      "fetch('http://xss.test/x').catch(() => 0)",
      /^policy connect-src http:\/\/xss\.test\/x/,
    ],
    ['a style', "add('style', (one) => (one.textContent = '*{}'))", /^policy style-src-elem/],
    ['an inline script', "add('script', (one) => (one.append('1')))", /^element <script>/],
    ['a frame', "add('iframe', () => 0)", /^element <iframe>/],
    ['an element of no component', "add('marquee', () => 0)", /^element <marquee>/],
    ['a link', "add('span', (one) => one.setAttribute('href', 'x'))", /^address <span href/],
    [
      'a handler',
      "add('p', (one) => one.setAttribute('onclick', '__xss(1)'))",
      /^policy require-trusted-types-for .* onclick/,
    ],
    ['a form', 'add("form", (one) => one.submit(), "http://xss.test/f")', /^policy form-action/],
    ['a change of every object', 'Object.prototype.polluted = 1', /^polluted prototype/],
  ];
  it('would be noticed, whatever they did', async () => {
    const card = preflightCard();
    const wire = tripwire();
    const { view, protocol, handlers } = card;
    const opened = await bench.open({
      ...{ view, protocol, handlers },
      prepare: (page) => wire.prepare(page),
    });
    try {
      await card.look(opened.page);
      assert.deepEqual(wire.trips, []);
      for (const [name, script, trip] of broken) {
        const before = wire.trips.length;
        // What the policy refuses throws.
        await opened.page.evaluate(`{ ${ADD} ${script} }`).catch(() => undefined);
        await eventually(
          async () => {
            await wire.check(opened.page);
            return [name, ...wire.trips.slice(before)];
          },
          ([, ...trips]) => trips.some((one) => trip.test(one)),
        );
      }
    } finally {
      await opened.close();
    }
  });

  it('a window that is not the editor’s is not heard', async () => {
    const { protocol, handlers } = resultsEditor('classify');
    const { page, complaints, close } = await bench.open({ view: 'results', protocol, handlers });
    try {
      const figure = page.getByText('% pass').first();
      await figure.waitFor();
      const forged = { type: 'event', name: 'changed', value: await handlers.open({}, SIGNAL) };
      forged.value = { ...forged.value, name: 'Forged name', version: 99 };
      // A frame of the same origin, as a page within the page would be.
      await page.evaluate("document.body.append(document.createElement('iframe'))");
      const frame = page.frames().find((one) => one !== page.mainFrame());
      assert.ok(frame);
      await frame.evaluate(`parent.postMessage(${JSON.stringify(forged)}, '*')`);
      // From the page's own window, which stands for the frame of the editor, it is heard.
      const real = { ...forged, value: { ...forged.value, name: 'Real name' } };
      await page.evaluate(`window.postMessage(${JSON.stringify(real)}, '*')`);
      await page.getByText('Real name').first().waitFor();
      assert.equal(await page.getByText('Forged name').count(), 0);
      assert.deepEqual(complaints, []);
    } finally {
      await close();
    }
  });
});
