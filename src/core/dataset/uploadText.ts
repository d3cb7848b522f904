import { bytesText } from '../bytesText.js';
import type { UploadProgress } from './serviceFiles.js';

const STEPS: Readonly<Record<UploadProgress['step'], string>> = {
  reading: 'reading',
  sending: 'uploading',
  processing: 'waiting until the service has processed',
};

/** `uploading rows.csv  12 MB of 40 MB` */
export function uploadText({ step, bytes, of }: UploadProgress, name: string): string {
  const what = `${STEPS[step]} ${name}`;
  if (step === 'processing') return what;
  return `${what}  ${bytesText(bytes)}${of === undefined ? '' : ` of ${bytesText(of)}`}`;
}
