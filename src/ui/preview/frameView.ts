import { basename } from 'node:path';
import { serviceNote } from '../../core/judging/serviceNote.js';
import { messagePieces, printedUndefined } from '../../core/judging/tracedRequests.js';
import type { MessagePiece, PieceOrigin } from '../../core/judging/tracedRequests.js';
import type { RowRequest } from '../../core/judging/rowRequests.js';
import { didYouMean } from '../../core/spec/problems/didYouMean.js';
import { t } from '../../l10n/t.js';
import type { OriginView, PreviewFrame, PreviewMessage } from '../../shared/previewProtocol.js';
import { requestTitle } from '../webview/requestTitle.js';
import type { RenderedRow } from './previewFrames.js';
import { placeLabel } from './templatePlaces.js';
import type { FieldSpan, Place } from './templatePlaces.js';

type MessagesFrame = Extract<PreviewFrame, { kind: 'messages' }>;

/** A frame on the screen, with the way from its messages to the templates and back. */
export interface ShownFrame {
  readonly frame: MessagesFrame;
  readonly rendered: RenderedRow;
  /** Pieces of each request's messages. */
  readonly pieces: readonly (readonly (readonly MessagePiece[])[])[];
  /** Places of the frame's warnings. */
  readonly warningPlaces: readonly (Place | undefined)[];
}

/** What is known of a request's tokens at this moment. */
interface TokenView {
  readonly tokenizer: string | null;
  readonly contextLength: number | null;
  /** Message by message. */
  readonly tokens: readonly (number | null)[];
}

export function showFrame(
  rendered: RenderedRow,
  version: number,
  tokensOf: (request: RowRequest) => TokenView,
): ShownFrame {
  const { spec, dataset, row, requests, traces, backend } = rendered;
  const origins: OriginView[] = [];
  const known = new Map<string, number>();
  const indexOf = (origin: PieceOrigin): number => {
    const view = originView(origin, backend === 'together');
    const key = JSON.stringify(view);
    const index = known.get(key) ?? origins.push(view) - 1;
    known.set(key, index);
    return index;
  };
  const pieces = requests.map(({ composed }) =>
    composed.map((message) => messagePieces(message, traces)),
  );
  const warnings = printedUndefined(traces).map(({ kind, name, field, template }) => {
    const known = dataset.info?.columns ?? Object.keys(row.values);
    const what =
      kind === 'name'
        ? t(
            '`{0}` is no column of this row, so it prints nothing.{1}',
            name,
            didYouMean(name, known),
          )
        : t('`{0}` is not there on this row, so it prints nothing.', name);
    const place = rendered.places.place({ field, ...template });
    return { message: what, place, label: place ? placeLabel(place) : field };
  });
  const note = serviceNote(backend);
  return {
    rendered,
    pieces,
    warningPlaces: warnings.map(({ place }) => place),
    frame: {
      kind: 'messages',
      dataset: basename(dataset.path),
      rows: dataset.info?.rows ?? null,
      row: row.row,
      version,
      requests: requests.map((request, at) => {
        const { tokenizer, contextLength, tokens } = tokensOf(request);
        return {
          role: request.role,
          title: requestTitle(request.role, spec),
          model: request.model,
          tokenizer,
          maxTokens: request.request.max_tokens,
          contextLength,
          messages: request.messages.map(({ role, content }, index): PreviewMessage => ({
            role,
            content,
            pieces: (pieces[at]?.[index] ?? []).flatMap(({ start, end, origin }) => [
              start,
              end,
              indexOf(origin),
            ]),
            tokens: tokens[index] ?? null,
          })),
        };
      }),
      origins,
      notes: note === undefined ? [] : [note],
      warnings: warnings.map(({ message, label }) => ({ message, place: label })),
    },
  };
}

function originView(origin: PieceOrigin, isServices: boolean): OriginView {
  switch (origin.kind) {
    case 'template': {
      const { columns, field } = origin;
      const kind = columns.length > 0 ? 'column' : 'text';
      return { kind, columns: [...columns], source: field, isLink: true };
    }
    case 'column':
      return {
        kind: 'column',
        columns: [origin.column],
        source: t('the response in the dataset'),
        isLink: false,
      };
    case 'generated':
      return {
        kind: 'generated',
        columns: [],
        source: t('the response of {0}', origin.model),
        isLink: false,
      };
    case 'frame':
      return {
        kind: 'gavel',
        columns: [],
        source: t('the frame around the material'),
        isLink: false,
      };
    case 'instruction': {
      const source = isServices
        ? t('the output instruction; the service words its own')
        : t('the output instruction');
      return { kind: 'gavel', columns: [], source, isLink: false };
    }
  }
}

/** Where a message's offset comes from: the letter of a text, or all of an expression. */
export function templateOf(
  shown: ShownFrame,
  at: { readonly role: string; readonly message: number; readonly offset: number },
): FieldSpan | undefined {
  const index = shown.frame.requests.findIndex(({ role }) => role === at.role);
  const piece = shown.pieces[index]?.[at.message]?.find(
    ({ start, end }) => start <= at.offset && at.offset < end,
  );
  if (piece?.origin.kind !== 'template') return undefined;
  const { field, template, columns } = piece.origin;
  if (columns.length > 0) return { field, ...template };
  // Text stands in the template letter for letter, unless a macro brought it.
  const isVerbatim = piece.end - piece.start === template.end - template.start;
  const start = template.start + (isVerbatim ? at.offset - piece.start : 0);
  return { field, start, end: start };
}

interface Mark {
  readonly role: string;
  readonly message: number;
  readonly start: number;
  readonly end: number;
}

const MOST_MARKS = 500;

/** The pieces of messages that these parts of templates wrote. */
export function marksOf(shown: ShownFrame, spans: readonly FieldSpan[]): Mark[] {
  const marks: Mark[] = [];
  shown.pieces.forEach((messages, request) => {
    const role = shown.frame.requests[request]?.role ?? '';
    messages.forEach((pieces, message) => {
      for (const { start, end, origin } of pieces) {
        if (origin.kind !== 'template') continue;
        const { field, template } = origin;
        const isMade = spans.some((span) => span.field === field && touches(span, template));
        if (isMade && marks.length < MOST_MARKS) marks.push({ role, message, start, end });
      }
    });
  });
  return marks;
}

/** A cursor belongs to the part that it stands in or before, and to one that it stands behind. */
function touches(cursor: FieldSpan, part: { readonly start: number; readonly end: number }) {
  return cursor.start === cursor.end
    ? part.start <= cursor.start && cursor.start < part.end
    : part.start < cursor.end && cursor.start < part.end;
}
