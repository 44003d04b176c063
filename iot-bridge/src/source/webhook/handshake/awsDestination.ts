import { z } from 'zod';
import { headerOf } from '../webhookRequest.ts';
import type { WebhookRequest } from '../webhookRequest.ts';

/** A destination of AWS IoT that wants to be confirmed. */
export interface AwsConfirmation {
    /** The destination, as its own request says. */
    arn: string;
    /** Who opens this address confirms the destination. */
    enableUrl: string;
}

const confirmation = z.object({
    messageType: z.literal('DestinationConfirmation'),
    arn: z.string().regex(/^arn:aws[a-z-]*:iot:[a-z0-9-]+:\d{12}:ruledestination\/http\/[\w-]+$/),
    enableUrl: z.string().refine(isAwsAddress)
});

/** Whether a request asks to confirm a destination, which AWS IoT sends without the headers of the action. */
export function asksForConfirmation(request: WebhookRequest): boolean {
    return headerOf(request, 'x-amz-rules-engine-message-type') === 'DestinationConfirmation';
}

/**
 * The destination a request asks to confirm; undefined when it does not have the documented form or the address is not
 * of AWS IoT. Source: AWS IoT Core Developer Guide, "HTTP action destinations".
 */
export function confirmationIn({ body }: Pick<WebhookRequest, 'body'>): AwsConfirmation | undefined {
    try {
        return confirmation.safeParse(JSON.parse(new TextDecoder().decode(body))).data;
    } catch {
        return undefined;
    }
}

/** Whether a destination belongs to an account. */
export function isOfAccount({ arn }: AwsConfirmation, account: string | undefined): boolean {
    return account !== undefined && arn.split(':')[4] === account;
}

/** Only the service itself: no other host, port or path of the vendor's domain, where anybody can have a server. */
function isAwsAddress(text: string): boolean {
    const url = URL.parse(text);
    return (
        url?.protocol === 'https:' &&
        url.port === '' &&
        url.username === '' &&
        /^iot\.[a-z0-9-]+\.amazonaws\.com(\.cn)?$/.test(url.hostname) &&
        url.pathname.startsWith('/confirmdestination/')
    );
}
