import eslint from '@eslint/js';
import tseslint from 'typescript-eslint';

/** An editor asks for one file after the other; a run from end to end reads both programs once. */
const types = process.env.CI
  ? { project: ['tsconfig.json', 'src/webview/tsconfig.json'] }
  : { projectService: true };

export default tseslint.config(
  {
    ignores: [
      'dist/',
      'assembly/**/*.ts',
      'out/',
      '.vscode-test/',
      '.sample/',
      '.bench/',
      'test/fixtures/',
      'media/',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  eslint.configs.recommended,
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: types },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      // Ports are objects of functions, not instances: nothing is bound to `this`.
      '@typescript-eslint/unbound-method': 'off',
      // Code points are what is wanted wherever text is cut.
      '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
      '@typescript-eslint/consistent-type-imports': 'error',
    },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-floating-promises': 'off',
    },
  },
  {
    files: ['*.js', 'assembly/*.js'],
    languageOptions: {
      globals: { process: 'readonly', console: 'readonly', URL: 'readonly', Buffer: 'readonly' },
    },
  },
);
