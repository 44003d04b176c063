/** Longest time a confirmation may take. */
const limitMs = 10_000;

/** Opens an address that confirms a destination; a redirect is refused. Rejects when the answer is no success. */
export async function openAddress(address: string): Promise<void> {
    const response = await fetch(address, { redirect: 'error', signal: AbortSignal.timeout(limitMs) });
    await response.body?.cancel();
    if (!response.ok) throw new Error(`the answer is ${response.status}`);
}
