import type { RunRef } from '../../core/runs/runStore.js';
import type { CommandContext } from '../commandContext.js';

/** What to type for a run: its id, which is looked up in the usual place alone, else its folder. */
export function runName({ id, folder }: RunRef, { runsRoot }: CommandContext): string {
  return folder.startsWith(runsRoot) ? id : folder;
}
