import type { DatasetFormat } from '../dataset.js';

const LF = 10;
const CR = 13;
const QUOTE = 34;
/** What may separate fields, whichever it is here. */
const DELIMITERS = [',', ';', '\t', '|'].map((delimiter) => delimiter.charCodeAt(0));

/** How characters stand in the bytes of a text. */
interface TextUnits {
  readonly bytes: 1 | 2;
  /** Where in a unit its lower byte stands. */
  readonly low: 0 | 1;
}

/** Of a text that begins with these bytes, by its byte-order mark. */
export function textUnits(start: Uint8Array): TextUnits {
  if (start[0] === 0xff && start[1] === 0xfe) return { bytes: 2, low: 0 };
  if (start[0] === 0xfe && start[1] === 0xff) return { bytes: 2, low: 1 };
  return { bytes: 1, low: 0 };
}

interface WholeRecords {
  /** Records that end in the bytes; the header of CSV is one, and so is a blank line. */
  readonly records: number;
  /** Bytes up to the end of the last of them, its line break included. */
  readonly bytes: number;
}

/** What a part of a dataset holds of whole records, if it begins with one. */
export function wholeRecords(
  part: Uint8Array,
  format: DatasetFormat,
  units: TextUnits,
): WholeRecords {
  const characters = charactersOf(part, units);
  return format === 'csv' ? csvRecords(characters, units) : lines(characters, units);
}

/** The character at an index; 0 for what is none of those that matter, -1 behind the end. */
type Characters = (index: number) => number;

function charactersOf(part: Uint8Array, { bytes, low }: TextUnits): Characters {
  if (bytes === 1) return (index) => part[index] ?? -1;
  return (index) => {
    const [at, other] = [part[index * 2 + low], part[index * 2 + 1 - low]];
    if (at === undefined || other === undefined) return -1;
    return other === 0 ? at : 0;
  };
}

function lines(characters: Characters, units: TextUnits): WholeRecords {
  let records = 0;
  let end = 0;
  for (let index = 0, character = characters(0); character >= 0;) {
    index += 1;
    if (character === LF) {
      records += 1;
      end = index;
    }
    character = characters(index);
  }
  return { records, bytes: end * units.bytes };
}

/** Quotes are read as csv-parse reads them with `relax_quotes`. */
function csvRecords(characters: Characters, units: TextUnits): WholeRecords {
  let records = 0;
  let end = 0;
  let place: 'field start' | 'unquoted' | 'quoted' | 'quote seen' = 'field start';
  for (let index = startOf(characters, units); ; index += 1) {
    const character = characters(index);
    const next = characters(index + 1);
    // What follows a return at the end is not known: both may be one line break.
    if (character < 0 || (character === CR && next < 0)) break;
    if (place === 'quoted') {
      if (character === QUOTE) place = 'quote seen';
    } else if (character === QUOTE && place !== 'unquoted') {
      place = 'quoted';
    } else if (character === LF || character === CR) {
      if (character === CR && next === LF) index += 1;
      records += 1;
      end = index + 1;
      place = 'field start';
    } else {
      place = DELIMITERS.includes(character) ? 'field start' : 'unquoted';
    }
  }
  return { records, bytes: end * units.bytes };
}

/** Behind a byte-order mark: the first field may begin with a quote. */
function startOf(characters: Characters, { bytes }: TextUnits): number {
  if (bytes === 1) return characters(0) === 0xef && characters(1) === 0xbb ? 3 : 0;
  return characters(0) === 0 ? 1 : 0;
}
