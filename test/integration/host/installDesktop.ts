import { downloadAndUnzipVSCode, SilentReporter } from '@vscode/test-electron';
import { testCache } from './paths.js';

/** The address that the download starts from. */
const releases = 'https://update.code.visualstudio.com/api/releases/stable';

/**
 * Downloads desktop VS Code; resolves to its program, or to undefined where the download site does
 * not answer within a few seconds. `required` waits on and rejects with the cause.
 */
export async function installDesktop(required: boolean): Promise<string | undefined> {
  if (!required && !(await answers())) return undefined;
  try {
    return await downloadAndUnzipVSCode({
      version: 'stable',
      cachePath: testCache,
      timeout: required ? 60_000 : 15_000,
      reporter: new SilentReporter(),
    });
  } catch (error) {
    if (required) throw error;
    return undefined;
  }
}

async function answers(): Promise<boolean> {
  try {
    return (await fetch(releases, { method: 'HEAD', signal: AbortSignal.timeout(5000) })).ok;
  } catch {
    return false;
  }
}
