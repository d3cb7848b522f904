import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCompletionFiles } from '../../../src/files/completions/completionFiles.js';
import { completionCacheContract } from './completionCacheContract.js';
import { createMemoryCompletionCache } from './memoryCompletionCache.js';

describe('caches of completions', () => {
  const folders: string[] = [];
  after(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))));

  completionCacheContract('The cache in files', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'gavel-completions-'));
    folders.push(folder);
    return createCompletionFiles(join(folder, 'cache'));
  });

  completionCacheContract('The cache in memory', () =>
    Promise.resolve(createMemoryCompletionCache()),
  );
});
