import type { EditorModelInfo } from '../../core/models/editorModels.js';
import { editorModelName } from '../../core/models/editorModels.js';
import { within } from './within.js';

interface EditorModelListPorts {
  /** Asks the editor, which may start the extensions that offer models. */
  list(): Promise<readonly EditorModelInfo[]>;
  /** Whether it may be asked: nothing is started without trust. */
  mayAsk(): boolean;
  /** Milliseconds since 1970. */
  now(): number;
  later(ms: number, work: () => void): void;
  /** Says why nothing came; nobody is waiting for it. */
  failed(error: unknown): void;
  /** Other models are at hand than before. */
  changed(): void;
}

/** The editor's language models as a window knows them. */
export interface EditorModelList {
  /** The last list; undefined where there is none yet. One that is missing or old is asked for meanwhile. */
  atHand(): readonly EditorModelInfo[] | undefined;
  /** The last list where it is fresh, else what comes within `waitMs`. Never rejects. */
  soon(waitMs: number): Promise<readonly EditorModelInfo[] | undefined>;
  /** The editor says that its models are others: the next look asks again. */
  outdated(): void;
}

/** Listing may itself make the editor say that its models changed. */
const ECHO_MS = 2000;

export function createEditorModelList(ports: EditorModelListPorts): EditorModelList {
  let known: readonly EditorModelInfo[] | undefined;
  let isFresh = false;
  let askedAt = -Infinity;
  let broughtNews = true;
  let isWaiting = false;
  let asking: Promise<readonly EditorModelInfo[] | undefined> | undefined;

  const ask = async (): Promise<readonly EditorModelInfo[] | undefined> => {
    try {
      const before = known;
      isFresh = true;
      known = await ports.list();
      broughtNews = !before || namesOf(before) !== namesOf(known);
      if (broughtNews) ports.changed();
    } catch (error) {
      isFresh = false;
      ports.failed(error);
    } finally {
      askedAt = ports.now();
      asking = undefined;
    }
    return known;
  };
  const fresh = (): Promise<readonly EditorModelInfo[] | undefined> => {
    if (asking) return asking;
    if (isFresh && known) return Promise.resolve(known);
    if (!ports.mayAsk()) return Promise.resolve(undefined);
    asking = ask();
    return asking;
  };

  return {
    atHand() {
      void fresh();
      return known;
    },
    soon: (waitMs) => within(fresh(), waitMs),
    outdated() {
      isFresh = false;
      if (!asking && ports.now() - askedAt >= ECHO_MS) {
        // Whoever shows something of them looks again.
        if (known) ports.changed();
        return;
      }
      // After a list that was like the one before it was an echo: nobody is made to look again.
      if (isWaiting || !broughtNews) return;
      isWaiting = true;
      ports.later(ECHO_MS, () => {
        isWaiting = false;
        if (known) ports.changed();
      });
    },
  };
}

function namesOf(models: readonly EditorModelInfo[]): string {
  return models.map(editorModelName).toSorted().join(' ');
}
