import { t } from '../../../l10n/t.js';
import type { PartialView } from '../../../shared/datasetViews.js';
import { Icon } from '../../common/icon.js';
import { formatBytes } from '../../common/wording.js';

interface PartialBannerProps {
  readonly partial: PartialView;
  onMore(): void;
  onDownload(): void;
}

/** Only the beginning of the dataset is here: of how much, from where, and how to get the rest. */
export function PartialBanner({ partial, onMore, onDownload }: PartialBannerProps) {
  const { from, bytes, of } = partial;
  const isAll = of !== null && bytes >= of;
  if (isAll) return null;
  const size = of === null ? '' : t(' of {0}', formatBytes(of));
  return (
    <div class="banner">
      <Icon name="cloud" />
      <span>
        {t(
          'The first {0}{1} from {2}. Counts, filters and profiles are of these rows alone.',
          formatBytes(bytes),
          size,
          from,
        )}
      </span>
      <span class="spacer" />
      <button class="link" onClick={onMore}>
        {t('More')}
      </button>
      <button class="link" onClick={onDownload}>
        {t('Download')}
      </button>
    </div>
  );
}
