/** The README as the page of the installed extension: without pictures, links into the project as words. */
export declare function extensionPage(): string;
