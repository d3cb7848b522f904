import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRunFolders } from '../../../src/files/runs/runFolders.js';
import { createMemoryRunStore } from './memoryRunStore.js';
import { runStoreContract } from './runStoreContract.js';

describe('run stores', () => {
  const folders: string[] = [];
  after(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))));

  runStoreContract('The store in folders', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'gavel-runs-'));
    folders.push(folder);
    return { store: createRunFolders(), root: join(folder, 'runs') };
  });

  runStoreContract('The store in memory', () =>
    Promise.resolve({ store: createMemoryRunStore(), root: '/runs' }),
  );
});
