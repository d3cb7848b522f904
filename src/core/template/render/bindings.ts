import type { Value } from '../values/pythonValue.js';
import { MISSING, outerFrame } from './frame.js';
import type { Evaluate, Frame, Run } from './frame.js';
import type { Names } from './names.js';
import { columnPlace } from './scope.js';
import type { Compilation, Scope } from './scope.js';

export type Store = (frame: Frame, value: Value) => void;

const nothing: Run = () => undefined;

/** Reads a name: MISSING where nothing is bound to it. Fails to compile for an unresolved name. */
export function compileRead(name: string, { names, compilation }: Scope): Evaluate {
  const owner = names.owner(name);
  if (!owner) return () => MISSING;
  return readFrom(owner, name, { from: names, compilation });
}

interface Reading {
  readonly from: Names;
  readonly compilation: Compilation;
}

function readFrom(owner: Names, name: string, { from, compilation }: Reading): Evaluate {
  const load = owner.loadOf(name);
  const hops = from.slots.depth - owner.slots.depth;
  if (load.kind === 'column' && !owner.bound.has(name)) {
    return compileColumn(name, compilation, hops);
  }
  const { place } = owner.bindingOf(name);
  switch (hops) {
    case 0:
      return (frame) => frame.slots[place];
    case 1:
      return (frame) => frame.outer?.slots[place];
    default:
      return (frame) => outerFrame(frame, hops).slots[place];
  }
}

/** A column or global; in a block, what the template exports by that name comes first. */
function compileColumn(name: string, compilation: Compilation, hops: number): Evaluate {
  const place = columnPlace(compilation, name);
  const column: Evaluate = ({ rendering }) => {
    const value = rendering.columns[place];
    return value === undefined ? rendering.read(place) : value;
  };
  if (!compilation.exportedNames.has(name)) return column;
  return (frame) => {
    const { exported } = outerFrame(frame, hops);
    return exported.has(name) ? exported.get(name) : column(frame);
  };
}

export function compileSlotStore(name: string, { names }: Scope): Store {
  const owner = names.owner(name) ?? names;
  const hops = names.slots.depth - owner.slots.depth;
  const { place } = owner.bindingOf(name);
  if (hops === 0) {
    return (frame, value) => {
      frame.slots[place] = value;
    };
  }
  return (frame, value) => {
    outerFrame(frame, hops).slots[place] = value;
  };
}

/** Fills the slots of a scope as it is entered. */
export function compileEnter({ names, compilation }: Scope): Run {
  const fills: { readonly place: number; readonly read: Evaluate | null }[] = [];
  for (const [name, load] of names.loads) {
    if (load.kind === 'given') continue;
    if (load.kind === 'column') {
      if (!names.bound.has(name)) continue;
      const { place } = names.bindingOf(name);
      fills.push({ place, read: compileColumn(name, compilation, 0) });
      continue;
    }
    const { place } = names.bindingOf(name);
    if (load.kind === 'nothing') fills.push({ place, read: null });
    else {
      const owner = names.parent?.owner(load.from);
      const read = owner ? readFrom(owner, load.from, { from: names, compilation }) : null;
      fills.push({ place, read });
    }
  }
  if (fills.length === 0) return nothing;
  return (frame) => {
    for (const { place, read } of fills) frame.slots[place] = read ? read(frame) : MISSING;
  };
}

/** Empties the slots of a scope that is left: a macro made inside may outlive it. */
export function compileLeave({ names }: Scope): Run {
  const places = [...names.loads]
    .filter(([name, load]) => load.kind !== 'column' || names.bound.has(name))
    .map(([name]) => names.bindingOf(name).place);
  if (places.length === 0) return nothing;
  return (frame) => {
    for (const place of places) frame.slots[place] = MISSING;
  };
}
