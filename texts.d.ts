/** The files that say a text, by its English key. */
export type FoundTexts = ReadonlyMap<string, readonly string[]>;
/** Translations by key, by the folder of `src` that they are for. */
export type TextParts = ReadonlyMap<string, Readonly<Record<string, string>>>;

/** Every text in folders under `src`, and faults as `src/core/a.ts:3: the text is no literal`. */
export declare function collectTexts(folders?: readonly string[]): {
  readonly texts: FoundTexts;
  readonly faults: readonly string[];
};
/** Those of package.json too. */
export declare function allTexts(): ReturnType<typeof collectTexts>;
/** As package.nls.<locale>.json is to be. */
export declare function manifestIn(locale: string): Readonly<Record<string, string>>;
export declare function placeholdersOf(text: string): readonly number[];
export declare function locales(): readonly string[];
export declare function readParts(locale: string): TextParts;
export declare function currentParts(locale: string, texts: FoundTexts): TextParts;
export declare function viewTexts(locale: string, bundle: Readonly<Record<string, string>>): string;
