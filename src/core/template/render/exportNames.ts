import type { Target } from '../syntax/templateNode.js';
import { compileRead } from './bindings.js';
import { MISSING } from './frame.js';
import type { Exported, Frame, Run } from './frame.js';
import type { Scope } from './scope.js';
import { namesBound } from './treeOrder.js';

/** Tells blocks of what a statement at the top level has bound. */
export function compileExport(target: Target, scope: Scope): Run | null {
  return compileExportNames(namesBound(target), scope);
}

export function compileExportNames(names: readonly string[], scope: Scope): Run | null {
  if (!scope.isTopLevel || scope.compilation.blocks.size === 0 || names.length === 0) return null;
  const reads = readsOf(names, scope);
  return (frame) => {
    for (const { name, read } of reads) frame.exported.set(name, read(frame));
  };
}

/** What a scoped block sees: all that is exported and all that is bound where it stands. */
export function compileDerived(scope: Scope): (frame: Frame) => Exported {
  const reads = readsOf([...scope.names.allBound()], scope);
  return (frame) => {
    const exported: Exported = new Map(frame.exported);
    for (const { name, read } of reads) {
      const value = read(frame);
      if (value !== MISSING) exported.set(name, value);
    }
    return exported;
  };
}

function readsOf(names: readonly string[], scope: Scope) {
  return names.map((name) => ({ name, read: compileRead(name, scope) }));
}
