/** Text as it may stand in HTML or XML, in content or a quoted attribute. */
export function escapeMarkup(text: string): string {
  return (
    text
      // XML 1.0 has no place for these characters, not even escaped.
      // eslint-disable-next-line no-control-regex -- control characters are what this removes
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
      .replace(/&/g, '&amp;')
      .replace(/</g, '&lt;')
      .replace(/>/g, '&gt;')
      .replace(/"/g, '&quot;')
      .replace(/'/g, '&#39;')
  );
}
