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
  const size = of === null ? '' : ` of ${formatBytes(of)}`;
  return (
    <div class="banner">
      <Icon name="cloud" />
      <span>
        The first {formatBytes(bytes)}
        {size} from {from}. Counts, filters and profiles are of these rows alone.
      </span>
      <span class="spacer" />
      <button class="link" onClick={onMore}>
        More
      </button>
      <button class="link" onClick={onDownload}>
        Download
      </button>
    </div>
  );
}

interface FaultBannerProps {
  /** One sentence; null where all is well. */
  readonly fault: string | null;
  onRetry(): void;
  onText(): void;
}

/** Why rows can't be read, over those that were. */
export function FaultBanner({ fault, onRetry, onText }: FaultBannerProps) {
  if (fault === null) return null;
  return (
    <div class="banner" role="alert">
      <span class="tone-error">
        <Icon name="error" />
      </span>
      <span>{fault}</span>
      <button class="link" onClick={onRetry}>
        Retry
      </button>
      <button class="link" onClick={onText}>
        Open as text
      </button>
    </div>
  );
}
