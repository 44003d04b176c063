/** A message that a flow sent; nothing leaves the local org. */
export interface OutboxMessage {
    readonly kind: 'email' | 'emailAlert' | 'outboundMessage' | 'notification' | 'post' | 'flowError';
    readonly flow: string;
    readonly element: string;
    readonly sentAt: string;
    readonly recipients: readonly string[];
    readonly subject: string;
    readonly body: string;
    /** All parameters of the action as they were given. */
    readonly parameters: Readonly<Record<string, unknown>>;
}
