/** Texts of package.json that no key stands for yet. */
export declare function plainTexts(): readonly { readonly name: string }[];
/** The English texts of package.json, by their keys. */
export declare function manifestTexts(): Readonly<Record<string, string>>;
