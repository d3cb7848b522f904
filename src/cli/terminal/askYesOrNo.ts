import { t } from '../../l10n/t.js';

/**
 * Asks on standard error, reads a line of standard input; anything but `y` or `yes` is no, or the same
 * in the language that is asked in.
 */
export async function askYesOrNo(question: string, signal: AbortSignal): Promise<boolean> {
  const { createInterface } = await import('node:readline/promises');
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  // The end of the input is no answer: without this the question would never end.
  const ended = new Promise<string>((resolve) => lines.once('close', () => resolve('')));
  try {
    const answer = await Promise.race([
      lines.question(`${question} ${t('[y/N]')} `, { signal }),
      ended,
    ]);
    const yes = ['y', 'yes', ...t('y yes').split(' ')];
    return yes.includes(answer.trim().toLowerCase());
  } finally {
    lines.close();
  }
}
