import { bytesText } from '../../core/bytesText.js';
import type { TransferProgress, UploadProgress } from '../../core/dataset/service/serviceFiles.js';
import { t } from '../../l10n/t.js';
import type { ReportStep } from './arguments.js';

const STEP_MS = 200;

/** Tells a few times a second how far a transfer is. */
export function transferSteps(report: ReportStep): (progress: TransferProgress) => void {
  let toldMs = 0;
  let percent = 0;
  return ({ bytes, of }) => {
    const now = Date.now();
    if (now - toldMs < STEP_MS && bytes !== of) return;
    toldMs = now;
    const share = of === undefined || of === 0 ? 0 : (100 * bytes) / of;
    const message =
      of === undefined ? bytesText(bytes) : t('{0} of {1}', bytesText(bytes), bytesText(of));
    report({ message, increment: Math.max(0, share - percent) });
    percent = Math.max(share, percent);
  };
}

/** The same for an upload: the bar is for what goes over the line. */
export function uploadSteps(report: ReportStep): (progress: UploadProgress) => void {
  const sending = transferSteps(report);
  let toldMs = 0;
  return (progress) => {
    if (progress.step === 'sending') {
      sending(progress);
      return;
    }
    const now = Date.now();
    if (now - toldMs < STEP_MS) return;
    toldMs = now;
    const message =
      progress.step === 'reading'
        ? t('checking the rows, {0}', bytesText(progress.bytes))
        : t('waiting until the service has processed it');
    report({ message, increment: 0 });
  };
}
