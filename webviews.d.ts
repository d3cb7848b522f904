import type { BuildOptions } from 'esbuild';

/** How the views are bundled, but for where to. */
export declare const webviewBundle: BuildOptions;
