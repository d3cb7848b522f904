/** The language of the texts that people read; what its bundle has not is said in English. */
export interface Texts {
  /** As VS Code and BCP 47 have it: `en`, `de`. Numbers are written as it writes them. */
  readonly locale: string;
  /** By the English text: `{"Run {0}": "{0} ausführen"}`. An empty one counts as missing. */
  readonly bundle: Readonly<Record<string, string>>;
}

type Argument = string | number;

let texts: Texts | undefined;
/** Of the language; asking for it takes longer than writing a figure. */
let decimalSign = '.';

/**
 * Sets the language of this thread or view, once and before anything is said; English until then, and
 * for undefined. Nothing calls `t` while it is loaded: a text asked for by then would stay English.
 */
export function configureTexts(chosen: Texts | undefined): void {
  texts = chosen;
  decimalSign = (chosen && (0.1).toLocaleString(chosen.locale)[1]) ?? '.';
}

/** What another thread or a view is to be given; undefined for English. */
export function currentTexts(): Texts | undefined {
  return texts;
}

/**
 * The text in the language of the person, `{0}` being the first argument. A number has the decimal sign
 * of the language; what is to be typed or read by a program is given as text.
 */
export function t(message: string, ...args: readonly Argument[]): string {
  return filled(found(message), args);
}

/** As `t`, for words that have two meanings in English: `tIn('verb', 'Run')` is another text than `t('Run')`. */
export function tIn(context: string, message: string, ...args: readonly Argument[]): string {
  return filled(texts?.bundle[`${message}/${context}`] || message, args);
}

/**
 * One whole sentence for a number of things: `plural(3, '{0} row', '{0} rows')`. `{0}` is the number, as
 * the language writes it; `args` follow from `{1}`. A language that knows further forms than one and
 * other has them under the text for many, as `{0} rows#few`.
 */
export function plural(
  count: number,
  one: string,
  many: string,
  ...args: readonly Argument[]
): string {
  return filled(formFor(count, one, many), [numberText(count), ...args]);
}

function formFor(count: number, one: string, many: string): string {
  if (texts === undefined) return count === 1 ? one : many;
  const form = new Intl.PluralRules(texts.locale).select(count);
  return form === 'one' ? found(one) : texts.bundle[`${many}#${form}`] || found(many);
}

/** A number as the language writes it: `1,319`, `1.319`. */
export function numberText(value: number, options?: Intl.NumberFormatOptions): string {
  return value.toLocaleString(texts?.locale ?? 'en', options);
}

/** Digits as `toFixed` writes them, with the decimal sign of the language: `83.2`, `83,2`. */
export function decimalText(digits: string): string {
  return digits.replace('.', decimalSign);
}

/** As `toFixed`, for people: `83.20`, `83,20`. */
export function fixed(value: number, decimals: number): string {
  return decimalText(value.toFixed(decimals));
}

/** A number with the decimals that it has, at most so many: `3`, `3.5`, `3,5`. */
export function shortNumber(value: number, mostDecimals = 4): string {
  return decimalText(String(Number(value.toFixed(mostDecimals))));
}

/** A date or time as the language writes it; in English the day comes first: `3 May 2026`. */
export function dateText(date: Date, options: Intl.DateTimeFormatOptions): string {
  return date.toLocaleString(texts?.locale ?? 'en-GB', options);
}

/** Date and time as the language writes them; in English as the user's place does. */
export function momentText(date: Date): string {
  return date.toLocaleString(texts?.locale, { dateStyle: 'medium', timeStyle: 'short' });
}

function found(message: string): string {
  return texts?.bundle[message] || message;
}

function filled(message: string, args: readonly Argument[]): string {
  if (args.length === 0) return message;
  return message.replace(/\{(\d+)\}/g, (placeholder, index: string) =>
    argumentText(args[Number(index)] ?? placeholder),
  );
}

function argumentText(argument: Argument): string {
  return typeof argument === 'number' ? decimalText(String(argument)) : argument;
}
