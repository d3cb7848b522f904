import { t } from '../../l10n/t.js';
import { Icon } from './icon.js';

/** Stands beside the name of a run that no model judged. */
export function DemoBadge() {
  return (
    <span
      class="demo"
      title={t('A scripted judge gave these verdicts: they say nothing of any model.')}
    >
      <Icon name="beaker" />
      {t('demo: scripted verdicts')}
    </span>
  );
}
