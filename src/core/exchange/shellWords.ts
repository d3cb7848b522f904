import { t } from '../../l10n/t.js';
import { UserError } from '../userError.js';

export type WordPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'command'; readonly commands: readonly ShellCommand[] };

export interface ShellWord {
  readonly parts: readonly WordPart[];
  readonly line: number;
}

export interface ShellCommand {
  readonly words: readonly ShellWord[];
  /** What stands on its standard input as a here-document. */
  readonly input?: ShellWord;
}

const MOST_DEPTH = 20;

/** Splits a script of bash into commands, as bash does it; nothing is run. Throws `UserError`. */
export function shellCommands(source: string): ShellCommand[] {
  // A line that ends in a backslash goes on, also where the clipboard has added \r.
  const text = source.replaceAll('\r\n', '\n');
  let at = 0;
  let depth = 0;

  let counted = 0;
  let line = 1;
  /** Counts on from where it was last asked. */
  const lineHere = (): number => {
    for (; counted < at; counted += 1) if (text[counted] === '\n') line += 1;
    return line;
  };
  const fail = (what: string): UserError =>
    new UserError('usage', t("Line {0} of the snippet can't be read: {1}.", lineHere(), what));

  const commandsUntil = (close: string): ShellCommand[] => {
    depth += 1;
    if (depth > MOST_DEPTH) throw fail(t('it is nested too deeply'));
    const commands: ShellCommand[] = [];
    let words: ShellWord[] = [];
    let input: ShellWord | undefined;
    let pending: { index: number; end: string; isPlain: boolean; dedent: boolean }[] = [];
    const finish = () => {
      if (words.length > 0) commands.push({ words, ...(input && { input }) });
      words = [];
      input = undefined;
    };
    // A here-document begins on the line below its command, which may have ended by then.
    const readDocuments = () => {
      for (const each of pending) {
        const body = document(each);
        const owner = commands[each.index];
        if (owner) commands[each.index] = { ...owner, input: body };
      }
      pending = [];
    };
    while (at < text.length) {
      const sign = text[at] ?? '';
      if (close !== '' && sign === close) break;
      if (sign === '\n') {
        at += 1;
        finish();
        readDocuments();
      } else if (/[ \t]/.test(sign)) at += 1;
      else if (text.startsWith('\\\n', at)) at += 2;
      else if (sign === '#') at = endOfLine(text, at);
      else if (/[;|&(){}]/.test(sign) && !(sign === '{' && /\S/.test(text[at + 1] ?? ' '))) {
        at += 1;
        if (!/[(){}]/.test(sign)) finish();
      } else if (text.startsWith('<<<', at)) {
        at += 3;
        while (/[ \t]/.test(text[at] ?? '')) at += 1;
        input = word();
      } else if (text.startsWith('<<', at)) {
        const match = /<<(-?)[ \t]*(?:'([^'\n]*)'|"([^"\n]*)"|\\?([\w.-]+))/y;
        match.lastIndex = at;
        const found = match.exec(text);
        if (!found) throw fail(t('a here-document has no end word'));
        at += found[0].length;
        const isPlain = found[2] !== undefined || found[3] !== undefined || found[0].includes('\\');
        pending.push({
          index: commands.length,
          end: found[2] ?? found[3] ?? found[4] ?? '',
          isPlain,
          dedent: found[1] === '-',
        });
      } else if (/[<>]/.test(sign)) {
        at += 1;
        while (/[>& \t]/.test(text[at] ?? '')) at += 1;
        word();
      } else words.push(word());
    }
    finish();
    depth -= 1;
    return commands;
  };

  const document = (of: { end: string; isPlain: boolean; dedent: boolean }): ShellWord => {
    const started = lineHere();
    const lines: string[] = [];
    for (;;) {
      if (at >= text.length) throw fail(t('the here-document {0} has no end', of.end));
      const end = endOfLine(text, at);
      const raw = text.slice(at, end);
      const own = of.dedent ? raw.replace(/^\t+/, '') : raw;
      at = end + 1;
      if (own === of.end) break;
      lines.push(`${own}\n`);
    }
    const body = lines.join('');
    if (of.isPlain) return { parts: [{ kind: 'text', text: body }], line: started };
    return { parts: expanded(body), line: started };
  };

  /** What a here-document whose word is not quoted stands for. */
  const expanded = (body: string): WordPart[] => {
    const parts: WordPart[] = [];
    let from = 0;
    for (const match of body.matchAll(/\\([\\$`\n])|\$(?:\{(\w+)[^}]*\}|(\w+))/g)) {
      parts.push({ kind: 'text', text: body.slice(from, match.index) });
      const name = match[2] ?? match[3];
      if (name !== undefined) parts.push({ kind: 'variable', name });
      else parts.push({ kind: 'text', text: match[1] === '\n' ? '' : (match[1] ?? '') });
      from = match.index + match[0].length;
    }
    return [...parts, { kind: 'text', text: body.slice(from) }];
  };

  const word = (): ShellWord => {
    const started = lineHere();
    const parts: WordPart[] = [];
    const add = (part: string) => parts.push({ kind: 'text', text: part });
    // Other blanks, such as one that does not break or a mark of order, are letters to bash too.
    while (at < text.length && !/[ \t\n;|&()<>]/.test(text[at] ?? '')) {
      const sign = text[at] ?? '';
      if (text.startsWith("$'", at)) add(ansiText());
      else if (sign === "'") {
        const end = text.indexOf("'", at + 1);
        if (end < 0) throw fail(t('a quote is not closed'));
        add(text.slice(at + 1, end));
        at = end + 1;
      } else if (sign === '"') {
        at += 1;
        add('');
        while (at < text.length && text[at] !== '"') {
          if (text[at] === '\\' && /["\\$`\n]/.test(text[at + 1] ?? '')) {
            add(text[at + 1] === '\n' ? '' : (text[at + 1] ?? ''));
            at += 2;
          } else if (text[at] === '$') dollar(parts);
          else {
            const end = /[^"\\$]+|[\\]/y;
            end.lastIndex = at;
            const plain = end.exec(text)?.[0] ?? text[at] ?? '';
            add(plain);
            at += plain.length;
          }
        }
        if (at >= text.length) throw fail(t('a quote is not closed'));
        at += 1;
      } else if (sign === '$') dollar(parts);
      else if (sign === '\\') {
        if (text[at + 1] !== '\n') add(text[at + 1] ?? '');
        at += 2;
      } else {
        add(sign);
        at += 1;
      }
    }
    return { parts, line: started };
  };

  const dollar = (parts: WordPart[]) => {
    if (text.startsWith('$(', at)) {
      at += 2;
      parts.push({ kind: 'command', commands: commandsUntil(')') });
      at += 1;
      return;
    }
    const match = /\$(?:\{(\w+)[^}]*\}|(\w+))/y;
    match.lastIndex = at;
    const found = match.exec(text);
    if (!found) {
      parts.push({ kind: 'text', text: '$' });
      at += 1;
      return;
    }
    at += found[0].length;
    parts.push({ kind: 'variable', name: found[1] ?? found[2] ?? '' });
  };

  const ansiText = (): string => {
    const match = /\$'((?:[^'\\]|\\[^])*)'/y;
    match.lastIndex = at;
    const found = match.exec(text);
    if (!found) throw fail(t('a quote is not closed'));
    at += found[0].length;
    return (found[1] ?? '').replace(ANSI_ESCAPE, ansiSign);
  };

  return commandsUntil('');
}

const ANSI_ESCAPE =
  /\\(?:x([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{1,4})|U([0-9a-fA-F]{1,8})|([0-7]{1,3})|([^]))/g;
const ANSI: Readonly<Record<string, string>> = {
  ...{ n: '\n', r: '\r', t: '\t', a: '\x07', b: '\b', f: '\f', v: '\v', e: '\x1b', E: '\x1b' },
};

function ansiSign(_whole: string, ...[x, u, long, octal, other]: (string | undefined)[]): string {
  const hex = x ?? u ?? long;
  if (hex !== undefined) return String.fromCodePoint(Math.min(parseInt(hex, 16), 0x10ffff));
  if (octal !== undefined) return String.fromCharCode(parseInt(octal, 8));
  return ANSI[other ?? ''] ?? (/^['"\\?]$/.test(other ?? '') ? (other ?? '') : `\\${other ?? ''}`);
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}
