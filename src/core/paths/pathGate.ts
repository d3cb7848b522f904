import { t } from '../../l10n/t.js';
import { UserError } from '../userError.js';

/** Whose files may be read and written; the host's part in a `PathGate`. */
export interface PathPolicy {
  /** Folders of the person's project, absolute: what lies in them is theirs. */
  roots(): readonly string[];
  /** Files and folders elsewhere that the person allowed, real and absolute. */
  allowed(): readonly string[];
  /** The folder that a spec or run belongs to; left out: the one that it lies in. */
  homeOf?(path: string): Promise<string>;
  /** The person's home folder, where being in it is no reason to read all of it. */
  readonly home?: string;
  /** What the roots are called, e.g. `the workspace`. */
  readonly place: string;
  /** What to do for a file that lies elsewhere: the end of a sentence. */
  wayOn(real: string): string;
}

export type PathVerdict =
  /** In a root, or allowed. */
  | { readonly kind: 'inside' }
  /** `real`: where it leads, links followed. */
  | { readonly kind: 'outside'; readonly real: string }
  /** Never followed; one sentence. */
  | { readonly kind: 'refused'; readonly message: string };

/**
 * Port: what stands between a path that was read out of a file and the disk. Paths are absolute. Every
 * link on the way is followed first: what counts is where a path leads.
 */
export interface PathGate {
  /** What the roots and the person's consents say of a path. */
  look(path: string): Promise<PathVerdict>;
  /** Throws `OutsidePath`, or `UserError` of kind `outside`, unless it is inside or was named. */
  check(path: string): Promise<void>;
  /** As `check`; and what is there must be a file: no pipe, no device. */
  checkFile(path: string): Promise<void>;
  /** As `check`, of a run's folder; and none of its own files is a link. */
  checkRun(folder: string): Promise<void>;
  /**
   * The person chose this very file or folder, by an argument or a dialog. A link in a project that
   * leads out of it is nothing that they could have chosen: it is not followed all the same.
   */
  named(path: string): void;
  /** As `named`, of a spec or a run: the project it belongs to is the person's, too. */
  home(path: string): Promise<void>;
}

/** Code of the problem of a path in a spec that leads out, and may be allowed. */
export const OUTSIDE_CODE = 'outside-path';

/** A path leads out of the project; its message says where to, and what to do. */
export class OutsidePath extends UserError {
  /** Where it leads, absolute. */
  readonly real: string;
  private readonly policy: Pick<PathPolicy, 'place' | 'wayOn'>;

  constructor(path: string, real: string, policy: Pick<PathPolicy, 'place' | 'wayOn'>) {
    super('outside', outsideText(path, real, policy));
    this.real = real;
    this.policy = policy;
  }

  /** The message for where a path stands as it was written, e.g. `` `dataset` ``. */
  writtenIn(what: string, written: string): string {
    return `${what}: ${outsideText(written, this.real, this.policy)}`;
  }
}

function outsideText(
  written: string,
  real: string,
  { place, wayOn }: Pick<PathPolicy, 'place' | 'wayOn'>,
): string {
  const way = wayOn(real);
  return written === real
    ? t('{0} lies outside {1}, and is not used: {2}.', written, place, way)
    : t('{0} leads to {1}, outside {2}, and is not used: {3}.', written, real, place, way);
}
