import { basename } from 'node:path';
import * as vscode from 'vscode';
import { loadTokenizer } from '../../core/judging/tokenizer.js';
import { UserError } from '../../core/userError.js';
import { t } from '../../l10n/t.js';
import { previewProtocol } from '../../shared/previewProtocol.js';
import type { PreviewFrame } from '../../shared/previewProtocol.js';
import { toClipboard } from '../toClipboard.js';
import type { GavelUi } from '../gavelUi.js';
import { defaultBackend } from '../settings.js';
import { serveWebview } from '../webview/serveWebview.js';
import { copiedRequest } from './copiedRequest.js';
import { marksOf, showFrame, templateOf } from './frameView.js';
import type { ShownFrame } from './frameView.js';
import { createPauses } from './inSlices.js';
import type { ModelContext } from './modelContext.js';
import { findPinned, pinOf, readPin, writePin } from './pins.js';
import type { PinStore } from './pins.js';
import { createPreviewFrames } from './previewFrames.js';
import { createPreviewRows } from './previewRows.js';
import { cursorIn, goToPlace, openText, watchFiles, type CursorPlace } from './templateEditors.js';
import { createTokenCounts } from './tokenCounts.js';
import { fileUri } from '../fileUri.js';

/** Changes that come together are told once. */
const TOGETHER_MS = 5;
/** All rows are looked at again when nobody typed for this long. */
const CALM_MS = 700;

interface PreviewOptions {
  readonly ui: GavelUi;
  readonly pins: PinStore;
  readonly context: ModelContext;
  /** Where to begin. */
  readonly row?: number | undefined;
}

export interface PreviewSession {
  dispose(): void;
  goTo(row: number): void;
}

/** Serves one preview: renders on request, says when to ask again. */
export function servePreview(
  spec: vscode.Uri,
  webview: vscode.Webview,
  { ui, pins, context, row: firstRow }: PreviewOptions,
): PreviewSession {
  const about = { spec: basename(spec.path), uri: spec.toString() };
  const pauses = createPauses();
  const tokens = createTokenCounts(loadTokenizer, pauses);
  const frames = createPreviewFrames(spec.fsPath, {
    services: () => ui.services,
    openText,
    defaultBackend: () => defaultBackend(spec),
    described: () => changed(),
  });
  const rows = createPreviewRows({
    datasets: () => ui.services.datasets,
    context,
    pauses,
    changed: (view) => served.emit('scanned', view),
  });
  let begin = firstRow;
  let version = 0;
  /** The row on show; 0: none yet. */
  let asked = 0;
  const pushing = { isOut: false, isStale: false };
  let shown: ShownFrame | undefined;
  let cursor: CursorPlace | undefined;
  let typedAt = -Infinity;
  let counting = new AbortController();
  let jumping = new AbortController();
  const closed = new AbortController();
  const soon = createTimer();
  const later = createTimer();

  const changed = () => soon.set(() => void push(), TOGETHER_MS);

  /** Sends the frame again that was asked for last; changes meanwhile are in the next one. */
  const push = async (): Promise<void> => {
    pushing.isStale = true;
    if (pushing.isOut || asked === 0) return;
    pushing.isOut = true;
    try {
      while (pushing.isStale) {
        pushing.isStale = false;
        served.emit('frame', await show(asked));
      }
    } catch {
      // Whoever asks is told why.
      served.emit('changed', {});
    } finally {
      pushing.isOut = false;
    }
  };

  const show = async (row: number): Promise<PreviewFrame> => {
    if (!vscode.workspace.isTrusted) {
      const message = t(
        'In Restricted Mode no template is rendered: trust this workspace to see its prompts.',
      );
      const none = { dataset: null, rows: null, place: null };
      return { kind: 'problem', ...none, row, problem: 'trust', message };
    }
    const rendered = await frames.render(row);
    files.watch(frames.files());
    later.set(lookAtRows, CALM_MS);
    if (rendered.kind === 'problem') return rendered;
    version += 1;
    shown = showFrame(rendered, version, ({ model, messages, request }) => ({
      tokenizer: tokens.label(model),
      contextLength: context.lengthOf(request.target, rendered.backend) ?? null,
      tokens: messages.map(({ content }) => tokens.known(content)),
    }));
    setImmediate(() => {
      void countTokens();
      mark(false);
    });
    return shown.frame;
  };

  /** Tells the tokens of the last frame, where it went out without. */
  const countTokens = async (): Promise<void> => {
    counting.abort();
    counting = new AbortController();
    const { signal } = counting;
    const frame = shown;
    if (!frame) return;
    const { requests, backend } = frame.rendered;
    const isComplete = frame.frame.requests.every((request) =>
      request.messages.every((message) => message.tokens !== null),
    );
    if (!isComplete && !(await tokens.count(requests, signal))) return;
    if (!isComplete) tellTokens(frame);
    if ((await context.learn(backend)) && shown === frame) tellTokens(frame);
  };

  const tellTokens = ({ frame, rendered }: ShownFrame) =>
    served.emit('counted', {
      version: frame.version,
      requests: rendered.requests.map(({ model, messages, request }) => ({
        tokenizer: tokens.label(model) ?? '',
        contextLength: context.lengthOf(request.target, rendered.backend) ?? null,
        tokens: messages.map(({ content }) => tokens.known(content) ?? 0),
      })),
    });

  const lookAtRows = () => {
    const dataset = frames.dataset();
    const resolved = frames.spec();
    if (!dataset || !resolved || !vscode.workspace.isTrusted) rows.forget();
    else rows.look(dataset, resolved, resolved.backend ?? defaultBackend(spec));
  };

  const mark = (reveal: boolean) => {
    if (!shown) return;
    const spans = cursor ? shown.rendered.places.at(cursor.path, cursor.span) : [];
    served.emit('marked', { marks: marksOf(shown, spans), reveal });
  };

  /** The pin, at the row that has its content by now. */
  const pinned = async (): Promise<number | null> => {
    const pin = readPin(pins, about.uri);
    const dataset = frames.dataset();
    if (!pin || !dataset) return pin?.row ?? null;
    const { datasets } = ui.services;
    const signal = closed.signal;
    const found = await findPinned(
      pin,
      {
        at: async (row) => (await dataset.rows.range(row, row)).rows[0],
        all: () => datasets.rows(dataset.path, undefined, signal),
      },
      { pauses, signal },
    ).catch(() => pin);
    if (found && found.row !== pin.row) await writePin(pins, about.uri, found);
    return found?.row ?? null;
  };

  const served = serveWebview(previewProtocol, webview, {
    ui,
    handlers: {
      open() {
        const pin = readPin(pins, about.uri)?.row ?? null;
        const row = begin ?? null;
        begin = undefined;
        return { ...about, row, pin };
      },
      show({ row }) {
        asked = row;
        return show(row);
      },
      rail: (query) => rows.rail(query),
      async jump(query) {
        jumping.abort();
        jumping = new AbortController();
        return rows.jump(query, jumping.signal);
      },
      scan() {
        rows.resume();
        return {};
      },
      async pin({ row }) {
        const dataset = frames.dataset();
        const read = row === null ? undefined : await dataset?.rows.range(row, row);
        const [found] = read?.rows ?? [];
        await writePin(pins, about.uri, found ? pinOf(found) : null);
        return { pin: found?.row ?? null };
      },
      async goToOrigin(at) {
        const span = shown && templateOf(shown, at);
        const place = span && shown?.rendered.places.place(span);
        if (place) await goToPlace(place);
        return {};
      },
      async goToWarning({ index }) {
        const place = shown?.warningPlaces[index];
        if (place) await goToPlace(place);
        return {};
      },
      async goToProblem() {
        const place = frames.place();
        if (place) await goToPlace(place);
        return {};
      },
      async manageTrust() {
        await vscode.commands.executeCommand('workbench.trust.manage');
        return {};
      },
      async openDataset() {
        const path = frames.dataset()?.path;
        if (path !== undefined) {
          const row = shown?.rendered.row.row;
          await vscode.commands.executeCommand('gavel.openDataset', fileUri(path), { row });
        }
        return {};
      },
      async copy({ role, as }) {
        const request = shown?.rendered.requests.find((one) => one.role === role);
        if (!shown || !request) throw new UserError('usage', t('There is no request to copy yet.'));
        const { backend } = shown.rendered;
        const { text, message } = await copiedRequest(request, as, (chat) =>
          ui.services.curlCommand(chat, backend),
        );
        await toClipboard(text);
        return { message };
      },
    },
  });

  const files = watchFiles((path) => {
    const isDataset = path === frames.dataset()?.path;
    frames.fileChanged(path);
    changed();
    if (isDataset) void pinned().then((pin) => served.emit('pinned', { pin }));
  });

  const listeners = [
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      if (!frames.files().includes(document.uri.fsPath)) return;
      typedAt = performance.now();
      pauses.busy();
      changed();
    }),
    vscode.window.onDidChangeTextEditorSelection(({ textEditor, kind }) => {
      const place = cursorIn(textEditor, frames.files());
      if (!place) return;
      cursor = place;
      // Typing moves the cursor, too, and nothing may jump then; nor where the preview moved it.
      const isMoved = kind !== undefined && kind !== vscode.TextEditorSelectionChangeKind.Command;
      mark(isMoved && performance.now() - typedAt > CALM_MS);
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(changed),
    ui.pathConsents.onDidChange(changed),
  ];

  return {
    goTo: (row) => served.emit('goTo', { row }),
    dispose() {
      for (const work of [counting, jumping, closed]) work.abort();
      soon.clear();
      later.clear();
      rows.dispose();
      vscode.Disposable.from(served, files, ...listeners).dispose();
    },
  };
}

/** One thing to do later; another one takes its place. */
function createTimer(): { set(act: () => void, ms: number): void; clear(): void } {
  let timer: NodeJS.Timeout | undefined;
  return {
    set(act, ms) {
      clearTimeout(timer);
      timer = setTimeout(act, ms);
    },
    clear: () => clearTimeout(timer),
  };
}
