import type { Account } from '../account.js';
import type { RunManifest } from './manifest.js';

/** How a manifest remembers the account whose key launched the job; undefined for one that is not known. */
export function manifestAccount(account: Account): RunManifest['account'] {
  const { organization, organizationId, project, projectId, keyId } = account;
  const named = {
    ...(organization !== undefined && { organization }),
    ...(organizationId !== undefined && { organization_id: organizationId }),
    ...(project !== undefined && { project }),
    ...(projectId !== undefined && { project_id: projectId }),
    ...(keyId !== undefined && { key_id: keyId }),
  };
  return Object.keys(named).length === 0 ? undefined : named;
}

/** The account whose key launched a run's job, as far as it was known then. */
export function launchedBy({ account }: Pick<RunManifest, 'account'>): Account | undefined {
  if (!account) return undefined;
  const { organization, organization_id: organizationId, project, project_id: projectId } = account;
  return {
    ...(organization !== undefined && { organization }),
    ...(organizationId !== undefined && { organizationId }),
    ...(project !== undefined && { project }),
    ...(projectId !== undefined && { projectId }),
  };
}
