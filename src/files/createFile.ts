import { createNewFile } from './newFile.js';

/**
 * Makes a file (absolute path) of the texts, whole or not at all; never in the place of another. Gives
 * how many there were. Throws `UserError` (see `createNewFile`), and what reading the texts throws.
 */
export async function createFile(
  path: string,
  texts: AsyncIterable<string> | readonly string[],
): Promise<number> {
  const file = await createNewFile(path);
  try {
    let count = 0;
    for await (const text of texts) {
      await file.write(text);
      count += 1;
    }
    await file.finish();
    return count;
  } catch (error) {
    await file.discard();
    throw error;
  }
}
