/** Whose key it is, as far as the service tells: every part may be missing. */
export interface Account {
  readonly organization?: string;
  readonly organizationId?: string;
  readonly project?: string;
  readonly projectId?: string;
  readonly projectSlug?: string;
  /** Names the key; it is not the key. */
  readonly keyId?: string;
  readonly userId?: string;
}

/** As people are told of it: `acme · evals-prod`; undefined where the service named nobody. */
export function accountText(account: Account): string | undefined {
  const organization = account.organization ?? account.organizationId;
  const project = account.project ?? account.projectSlug ?? account.projectId;
  const parts = [organization, project].filter((part) => part !== undefined);
  return parts.length === 0 ? undefined : parts.join(' · ');
}

/**
 * Whether two keys certainly belong to different accounts. Ids tell, else names; what is known of one
 * of them alone tells nothing.
 */
export function isOtherAccount(one: Account, other: Account): boolean {
  const differs = (field: keyof Account): boolean | undefined => {
    const [a, b] = [one[field], other[field]];
    return a === undefined || b === undefined ? undefined : a !== b;
  };
  const organization = differs('organizationId') ?? differs('organization');
  const project = differs('projectId') ?? differs('projectSlug') ?? differs('project');
  return organization === true || project === true;
}
