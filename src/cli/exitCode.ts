import type { GateResult } from '../core/stats/gates.js';
import { UserError } from '../core/userError.js';

/** The command line's exit codes: a public contract. */
export const EXIT = {
  ok: 0,
  gateFailed: 1,
  badInput: 2,
  runFailed: 3,
  gateInconclusive: 4,
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** A failed gate outweighs an inconclusive one. `inconclusive`: what such a gate counts as. */
export function gatesExit(
  gates: readonly Pick<GateResult, 'outcome'>[],
  inconclusive?: 'pass' | 'fail',
): ExitCode {
  if (gates.some((gate) => gate.outcome === 'failed')) return EXIT.gateFailed;
  if (inconclusive === 'pass' || !gates.some((gate) => gate.outcome === 'inconclusive')) {
    return EXIT.ok;
  }
  return inconclusive === 'fail' ? EXIT.gateFailed : EXIT.gateInconclusive;
}

/** The exit code of several runs: first what has to be mended before there is any answer. */
export function worstExit(codes: readonly ExitCode[]): ExitCode {
  return WORST_FIRST.find((code) => codes.includes(code)) ?? EXIT.ok;
}

const WORST_FIRST: readonly ExitCode[] = [
  EXIT.interrupted,
  EXIT.badInput,
  EXIT.runFailed,
  EXIT.gateFailed,
  EXIT.gateInconclusive,
];

/** Exit code of a failure: what the user gave, or what happened on the way. */
export function exitCodeOf(error: unknown): ExitCode {
  if (!(error instanceof UserError)) return EXIT.runFailed;
  switch (error.kind) {
    case 'usage':
    case 'spec':
    case 'dataset':
    case 'template':
    case 'not_found':
    case 'busy':
    case 'outside':
      return EXIT.badInput;
    case 'cancelled':
      return EXIT.interrupted;
    case 'auth':
    case 'payment':
    case 'rate_limit':
    case 'unreachable':
    case 'server':
    case 'bad_reply':
    case 'rejected':
    case 'storage':
    case 'trust':
    case 'run_failed':
      return EXIT.runFailed;
  }
}
