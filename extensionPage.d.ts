/** The README as the page of the installed extension: pictures in it, links into the project as words. */
export declare function extensionPage(): string;
