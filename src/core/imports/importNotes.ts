import { shownName } from '../fileName.js';

/** Something of another program's file that has no like here, or that means something else here. */
export interface ImportNote {
  /** `lost`: it is in no file. `changed`: it is there, with a difference. */
  readonly kind: 'lost' | 'changed';
  /** e.g. `contains` (assert). */
  readonly what: string;
  /** One sentence. */
  readonly why: string;
  /** One sentence: what to do in its place. */
  readonly instead?: string;
  /** How often it stands in the file. */
  readonly count: number;
  /** Some of the places. */
  readonly where: readonly string[];
}

interface NewNote {
  readonly what: string;
  readonly why: string;
  readonly instead?: string | undefined;
  readonly where?: string | undefined;
}

export interface ImportNotes {
  lost(note: NewNote): void;
  changed(note: NewNote): void;
  /** What was lost first, then by how often. */
  list(): ImportNote[];
}

/** Places that are named of each note. */
const MOST_PLACES = 5;
/** A file from anywhere may find a new thing to say in every line. */
const MOST_NOTES = 300;

/** Gathers notes; what is said twice is said once, with its places. */
export function createNotes(): ImportNotes {
  const notes = new Map<string, ImportNote>();
  const add = (kind: ImportNote['kind'], { what, why, instead, where }: NewNote): void => {
    const key = JSON.stringify([kind, what, why, instead]);
    const known = notes.get(key);
    if (!known && notes.size >= MOST_NOTES) return;
    const places = known?.where ?? [];
    const isNew = where !== undefined && !places.includes(where) && places.length < MOST_PLACES;
    notes.set(key, {
      kind,
      what: shownName(what),
      why,
      ...(instead !== undefined && { instead }),
      count: (known?.count ?? 0) + 1,
      where: isNew ? [...places, shownName(where)] : places,
    });
  };
  const rank = ({ kind }: ImportNote) => (kind === 'lost' ? 0 : 1);
  return {
    lost: (note) => add('lost', note),
    changed: (note) => add('changed', note),
    list: () => [...notes.values()].sort((a, b) => rank(a) - rank(b) || b.count - a.count),
  };
}
