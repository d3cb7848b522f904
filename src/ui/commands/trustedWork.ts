import { t } from '../../l10n/t.js';

/** What a command does that needs trust, as the beginning of its refusal. */
export function trustedWork(id: string): string {
  switch (id) {
    case 'gavel.newSpec':
      return t('Reading a dataset for a new spec');
    case 'gavel.run':
    case 'gavel.dryRun':
    case 'gavel.rerun':
      return t('Running an evaluation');
    case 'gavel.preflight':
      return t('Counting prompts');
    case 'gavel.trySample':
      return t('Running the sample');
    case 'gavel.openSample':
      return t('Writing the samples');
    case 'gavel.changeSampleRubric':
    case 'gavel.useInSpec':
    case 'gavel.pickModel':
      return t('Changing a spec');
    case 'gavel.downloadResults':
      return t('Saving result rows');
    case 'gavel.cancelRun':
      return t('Cancelling a run');
    case 'gavel.pauseRun':
      return t('Pausing a run');
    case 'gavel.resumeRun':
      return t('Resuming a run');
    case 'gavel.deleteRun':
      return t('Deleting a run');
    case 'gavel.openInBrowser':
      return t('Opening the page of a job');
    case 'gavel.retryFailed':
      return t('Retrying rows');
    case 'gavel.pinBaseline':
      return t('Pinning a baseline');
    case 'gavel.unpinBaseline':
      return t('Unpinning a baseline');
    case 'gavel.previewRow':
      return t('Rendering a template');
    case 'gavel.rejudgeThisRow':
    case 'gavel.rejudgeRow':
      return t('Asking the judge');
    case 'gavel.sampleDataset':
    case 'gavel.saveRows':
    case 'gavel.convertDataset':
    case 'gavel.splitDataset':
    case 'gavel.deduplicateDataset':
    case 'gavel.renameColumns':
    case 'gavel.datasetFromRows':
      return t('Writing a new dataset');
    case 'gavel.previewFile':
    case 'gavel.downloadFile':
    case 'gavel.deleteFile':
    case 'gavel.copyFileId':
      return t('Reading the files of the service');
    case 'gavel.uploadDataset':
      return t('Uploading a dataset');
    case 'gavel.copyAs':
      return t('Copying a job');
    case 'gavel.specFromSnippet':
      return t('Making a spec of a snippet');
    case 'gavel.specFromJob':
      return t('Reading a job');
    case 'gavel.importResults':
      return t('Importing results');
    case 'gavel.importPromptfoo':
      return t('Importing a promptfoo config');
    case 'gavel.importOpenAi':
      return t('Importing an OpenAI eval');
    case 'gavel.exportReport':
      return t('Writing a report');
    case 'gavel.labelRows':
      return t('Labelling rows');
    case 'gavel.exportExamples':
      return t('Exporting examples');
    case 'gavel.clearCache':
      return t('Clearing the cache of replies');
    case 'gavel.testConnection':
      return t('Testing a model');
    case 'gavel.setApiKey':
      return t('Setting an API key');
    case 'gavel.switchAccount':
      return t('Switching the account');
    case 'gavel.signOut':
      return t('Signing out');
    case 'gavel.setSecret':
      return t('Setting a secret');
    case 'gavel.manageSecrets':
      return t('Managing secrets');
    case 'gavel.startDemo':
      return t('Starting the demo service');
    case 'gavel.manageAllowedPaths':
      return t('Managing allowed paths');
    default:
      return t('This command');
  }
}
