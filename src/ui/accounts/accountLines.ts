import { accountText } from '../../core/account.js';
import { t } from '../../l10n/t.js';
import { agoText } from '../runs/agoText.js';
import type { AccountChoice, AccountProfile } from './accountProfiles.js';

/** One line of the list of accounts. */
export interface AccountLine {
  readonly label: string;
  readonly description: string;
  readonly detail: string;
  readonly isInUse: boolean;
  readonly choice: { readonly profile: AccountProfile } | 'environment';
}

interface AccountLinesFacts {
  readonly profiles: readonly AccountProfile[];
  /** The configured service's; its accounts come first. */
  readonly origin: string;
  readonly chosen: AccountChoice;
  /** The environment has a key for that origin. */
  readonly hasEnvironment: boolean;
  /** The choice is that of this workspace alone. */
  readonly isHere: boolean;
  readonly now: number;
}

/** The accounts to choose from, those of the configured service first. */
export function accountLines(facts: AccountLinesFacts): AccountLine[] {
  const { profiles, origin, chosen, hasEnvironment, isHere, now } = facts;
  const inUse = isHere ? t('in use, in this workspace') : t('in use');
  const profileLine = (profile: AccountProfile): AccountLine => {
    const { name, account, verifiedMs } = profile;
    const isInUse = chosen.kind === 'profile' && chosen.profile.id === profile.id;
    const whose = account && accountText(account);
    const age =
      verifiedMs === undefined
        ? t('not verified yet')
        : t('verified {0}', agoText(verifiedMs, now));
    return {
      label: name,
      description: [whose === name ? undefined : whose, isInUse ? inUse : undefined]
        .filter((part) => part !== undefined)
        .join(' · '),
      detail: `${profile.origin} · ${age}`,
      isInUse,
      choice: { profile },
    };
  };
  const usesEnvironment =
    hasEnvironment && (chosen.kind === 'environment' || chosen.kind === 'default');
  const environment: AccountLine = {
    label: t('Key from the environment'),
    description: usesEnvironment ? inUse : '',
    detail: t('{0} · from TOGETHER_API_KEY', origin),
    isInUse: usesEnvironment,
    choice: 'environment',
  };
  const isOwn = (profile: AccountProfile): boolean => profile.origin === origin;
  return [
    ...profiles.filter(isOwn).map(profileLine),
    ...(hasEnvironment ? [environment] : []),
    ...profiles.filter((profile) => !isOwn(profile)).map(profileLine),
  ];
}
