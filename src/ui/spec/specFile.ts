import { fileSchemes } from '../fileUri.js';

/** Names that make a file an eval spec. */
const SPEC_NAME = /\.eval\.(json|jsonc|ya?ml)$/i;

export const SPEC_GLOB = '**/*.eval.{json,jsonc,yaml,yml}';

/** For the features of the language: specs wherever the folders of the workspace lie. */
export function specSelector(): { readonly scheme: string; readonly pattern: string }[] {
  return fileSchemes().map((scheme) => ({ scheme, pattern: SPEC_GLOB }));
}

/** Folders in which nobody keeps specs or datasets of their own. */
export const LEFT_OUT_GLOB = '**/{node_modules,.git,.gavel,.venv,dist,out}/**';

export function isSpecPath(path: string): boolean {
  return SPEC_NAME.test(path);
}
