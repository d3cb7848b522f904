import { t } from '../../../l10n/t.js';
import { bytesText } from '../../bytesText.js';
import type { UploadProgress } from './serviceFiles.js';

/** `uploading rows.csv  12 MB of 40 MB` */
export function uploadText({ step, bytes, of }: UploadProgress, name: string): string {
  const what = stepText(step, name);
  if (step === 'processing') return what;
  const sent = bytesText(bytes);
  return `${what}  ${of === undefined ? sent : t('{0} of {1}', sent, bytesText(of))}`;
}

function stepText(step: UploadProgress['step'], name: string): string {
  if (step === 'reading') return t('reading {0}', name);
  return step === 'sending'
    ? t('uploading {0}', name)
    : t('waiting until the service has processed {0}', name);
}
