/** Fills `folder` with what the package is made of, its bundles taken from `dist`. */
export function fillPackageFolder(folder: string, dist?: string): void;
