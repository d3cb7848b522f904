/** Neither seen nor copied as a letter; keeps what stands beside it from being read as one thing. */
const JOINER = '\u2060';

/**
 * Text in which VS Code finds no link. In messages, in the sentences of input boxes and in the lines of
 * progress it takes `[text](command:…)` for one, and runs the command, with its arguments, on a click.
 */
export function plainMessage(text: string): string {
  return text.replaceAll('](', `]${JOINER}(`);
}

/** Text in which VS Code finds no icon, as it does in lists and in the status bar: `$(name)`. */
export function plainLabel(text: string): string {
  return text.replaceAll('$(', `$${JOINER}(`);
}
