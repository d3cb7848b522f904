import type { DatasetRow } from '../dataset/dataset.js';
import type { ResolvedSpec } from '../spec/evalSpec.js';
import type { RenderTrace, UndefinedUse } from '../template/render/renderTrace.js';
import { traceTemplate } from '../template/renderTemplate.js';
import type { Span } from '../template/syntax/templateNode.js';
import type { RenderField } from './chatRequests.js';
import type { ComposedMessage, PartOrigin } from './messageParts.js';
import { rowRequests } from './rowRequests.js';
import type { RowRequests } from './rowRequests.js';

/** Field of the spec (`judge.system_template`) → how its template was rendered. */
export type FieldTraces = ReadonlyMap<string, RenderTrace>;

interface TracedRequests {
  readonly built: RowRequests;
  readonly traces: FieldTraces;
}

/** What wrote a piece of a message; of a template also which part of it, from which columns. */
export type PieceOrigin =
  | Exclude<PartOrigin, { kind: 'template' }>
  | (Extract<PartOrigin, { kind: 'template' }> & {
      readonly template: Span;
      readonly columns: readonly string[];
    });

/** A stretch of a message's content, in UTF-16 units, half-open. */
export interface MessagePiece {
  readonly start: number;
  readonly end: number;
  readonly origin: PieceOrigin;
}

/** The messages of `rowRequests`, letter for letter, and what each template did for them. */
export function tracedRequests(spec: ResolvedSpec, row: DatasetRow): TracedRequests {
  const traces = new Map<string, RenderTrace>();
  return { built: rowRequests(spec, row, {}, tracingInto(traces)), traces };
}

/** Renders and keeps what each template did. */
export function tracingInto(traces: Map<string, RenderTrace>): RenderField {
  return (field, template, row) => {
    const { rendered, trace } = traceTemplate(template, row);
    traces.set(field, trace);
    return rendered;
  };
}

/** The pieces of a message, in order, without gaps; empty ones are left out. */
export function messagePieces(
  message: ComposedMessage,
  traces: FieldTraces,
): readonly MessagePiece[] {
  const pieces: MessagePiece[] = [];
  let start = 0;
  for (const { text, origin } of message.parts) {
    const end = start + text.length;
    if (origin.kind !== 'template') {
      if (text !== '') pieces.push({ start, end, origin });
    } else {
      for (const piece of traces.get(origin.field)?.pieces ?? []) {
        if (piece.end === piece.start) continue;
        const { template, columns } = piece;
        pieces.push({
          start: start + piece.start,
          end: start + piece.end,
          origin: { ...origin, template, columns },
        });
      }
    }
    start = end;
  }
  return pieces;
}

/** Names and parts that a template printed although the row has none, field by field. */
export function printedUndefined(
  traces: FieldTraces,
): readonly (UndefinedUse & { readonly field: string })[] {
  return [...traces].flatMap(([field, { undefinedUses }]) =>
    undefinedUses.filter(({ isPrinted }) => isPrinted).map((use) => ({ ...use, field })),
  );
}
