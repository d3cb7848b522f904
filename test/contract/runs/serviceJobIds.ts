/** The ids of the newest jobs of an embedded service, as it lists them. */
export async function serviceJobIds(url: string, apiKey: string): Promise<string[]> {
  const headers = { authorization: `Bearer ${apiKey}` };
  const response = await fetch(`${url}/evaluation?limit=100`, { headers });
  return ((await response.json()) as { workflow_id: string }[]).map((job) => job.workflow_id);
}
