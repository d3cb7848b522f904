/** A parser under attack. */
export interface FuzzTarget {
  readonly name: string;
  /** Inputs that it takes; they are broken in turn. */
  readonly valid: readonly (string | Uint8Array)[];
  /** What means something to it, beyond what means something everywhere. */
  readonly words?: readonly string[];
  /**
   * Gives one broken input to the parser and throws where it does anything but what it may: give a
   * result of its type, or throw a `UserError` of one sentence.
   */
  readonly check: (input: Buffer) => void | Promise<void>;
  /** One input in so many is tried, where an input takes longer than a few milliseconds. */
  readonly oneIn?: number;
}
