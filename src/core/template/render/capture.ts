import type { Frame, Run } from './frame.js';
import { fail } from './templateFailure.js';

/** Runs statements and returns what they wrote. `line` is where the text is joined. */
export function captured(frame: Frame, run: Run, line: number): string {
  const { rendering } = frame;
  const { out, hasOther } = rendering;
  rendering.beginCapture();
  run(frame);
  const text = rendering.out;
  if (rendering.hasOther) {
    rendering.line = line;
    fail('A filter or call block gave something that is no text');
  }
  rendering.out = out;
  rendering.hasOther = hasOther;
  rendering.captures -= 1;
  return text;
}
