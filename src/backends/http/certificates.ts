/** Whether the code of a broken connection says that its certificate is not trusted. */
export function isCertificate(code: string): boolean {
  return /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS/.test(code);
}
