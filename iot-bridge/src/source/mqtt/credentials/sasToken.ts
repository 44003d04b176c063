import { createHmac } from 'node:crypto';
import type { Instant } from '../../../pipeline/index.ts';

/** What a shared access signature is made of. */
export interface SasRequest {
    /** Address of the resource, such as `my-hub.azure-devices.net/devices/bridge-1`. */
    resource: string;
    /** Shared access key in base64. */
    key: string;
    /** Name of the policy the key belongs to; none for the key of a device. */
    policy?: string | undefined;
    /** End of validity; whole seconds count. */
    expires: Instant;
}

/**
 * A shared access signature of Azure (Microsoft Learn, "Control access to IoT Hub by using shared access signatures"):
 * HMAC-SHA256 with the decoded key over the encoded resource, a line break and the expiry in seconds.
 * @throws Error when the key is not base64
 */
export function sasToken({ resource, key, policy, expires }: SasRequest): string {
    const secret = Buffer.from(key, 'base64');
    if (secret.length === 0 || secret.toString('base64') !== key.trim()) throw new Error('the key is not base64');
    const encoded = encodeURIComponent(resource);
    const seconds = Math.floor(expires / 1000);
    const signature = createHmac('sha256', secret).update(`${encoded}\n${seconds}`).digest('base64');
    const name = policy === undefined ? '' : `&skn=${encodeURIComponent(policy)}`;
    return `SharedAccessSignature sr=${encoded}&sig=${encodeURIComponent(signature)}&se=${seconds}${name}`;
}
