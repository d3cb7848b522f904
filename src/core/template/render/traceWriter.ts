import type { ExpressionOf, Span } from '../syntax/templateNode.js';
import type { Source } from './columnFlow.js';
import type { Evaluate, Frame } from './frame.js';
import type { OutputPiece, RenderTrace, UndefinedUse } from './renderTrace.js';
import { written } from './scope.js';
import type { Compilation, Scope } from './scope.js';

/** What wrote a stretch of the output; its columns are known once all is compiled. */
interface Origin {
  readonly template: Span;
  columns(): readonly string[];
}

/** Collects the trace of one rendering. */
export class TraceWriter {
  private readonly pieces: OutputPiece[] = [];
  private readonly uses = new Map<UndefinedUse, UndefinedUse>();

  wrote(start: number, end: number, origin: Origin): void {
    if (start === end) return;
    this.pieces.push({ start, end, template: origin.template, columns: origin.columns() });
  }

  missed(use: UndefinedUse): void {
    this.uses.set(use, use);
  }

  trace(): RenderTrace {
    return { pieces: this.pieces, undefinedUses: [...this.uses.values()] };
  }
}

const NO_COLUMNS: readonly string[] = [];

export function originOf(
  template: Span,
  sources: readonly Source[],
  { flow }: Compilation,
): Origin {
  const { start, end } = template;
  if (!flow || sources.length === 0) return { template: { start, end }, columns: () => NO_COLUMNS };
  let columns: readonly string[] | undefined;
  return { template: { start, end }, columns: () => (columns ??= flow.columnsOf(sources)) };
}

/** Runs what writes, and notes where the text came from. */
export function tracedWrite(write: (frame: Frame) => void, origin: Origin): (frame: Frame) => void {
  return (frame) => {
    const { rendering } = frame;
    const start = rendering.out.length;
    write(frame);
    if (rendering.captures === 0) {
      rendering.trace?.wrote(start, rendering.out.length, origin);
    }
  };
}

/** A lookup that notes when nothing is there; the lookup itself where no trace is wanted. */
export function tracedUse(
  evaluate: Evaluate,
  node: ExpressionOf<'name'> | ExpressionOf<'attribute'> | ExpressionOf<'item'>,
  scope: Scope,
): Evaluate {
  if (!scope.compilation.flow || scope.isConstant) return evaluate;
  const use: UndefinedUse = {
    kind: node.kind === 'name' ? 'name' : 'part',
    name: written(scope, node)(),
    template: { start: node.start, end: node.end },
    isPrinted: !scope.isAsking,
  };
  return (frame) => {
    const value = evaluate(frame);
    if (value === undefined) frame.rendering.trace?.missed(use);
    return value;
  };
}
