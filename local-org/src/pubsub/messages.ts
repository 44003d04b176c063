/** Messages of `eventbus.proto` as they reach and leave the service. */

export type ReplayPreset = 'LATEST' | 'EARLIEST' | 'CUSTOM';

export interface TopicRequest {
    readonly topicName: string;
}

export interface TopicInfo {
    readonly topicName: string;
    readonly tenantGuid: string;
    readonly canPublish: boolean;
    readonly canSubscribe: boolean;
    readonly schemaId: string;
    readonly rpcId: string;
}

export interface SchemaRequest {
    readonly schemaId: string;
}

export interface SchemaInfo {
    readonly schemaJson: string;
    readonly schemaId: string;
    readonly rpcId: string;
}

export interface ProducerEvent {
    readonly id: string;
    readonly schemaId: string;
    readonly payload: Buffer;
}

export interface ConsumerEvent {
    readonly event: ProducerEvent;
    readonly replayId: Buffer;
}

export interface PublishRequest {
    readonly topicName: string;
    readonly events: readonly ProducerEvent[];
}

export interface PublishResult {
    readonly correlationKey: string;
    readonly replayId?: Buffer;
    readonly error?: { readonly code: 'PUBLISH' | 'COMMIT'; readonly msg: string };
}

export interface PublishResponse {
    readonly results: readonly PublishResult[];
    readonly schemaId: string;
    readonly rpcId: string;
}

export interface FetchRequest {
    readonly topicName: string;
    readonly replayPreset: ReplayPreset;
    readonly replayId: Buffer;
    readonly numRequested: number;
}

export interface FetchResponse {
    readonly events: readonly ConsumerEvent[];
    readonly latestReplayId: Buffer;
    readonly rpcId: string;
    readonly pendingNumRequested: number;
}

export interface CommitReplayRequest {
    readonly commitRequestId: string;
    readonly replayId: Buffer;
}

export interface ManagedFetchRequest {
    readonly subscriptionId: string;
    readonly developerName: string;
    readonly numRequested: number;
    readonly commitReplayIdRequest: CommitReplayRequest | null;
}

export interface ManagedFetchResponse extends FetchResponse {
    readonly commitResponse?: {
        readonly commitRequestId: string;
        readonly replayId: Buffer;
        readonly error?: { readonly code: 'COMMIT'; readonly msg: string };
        /** Milliseconds since 1970. */
        readonly processTime: string;
    };
}

/** Replay ids go over the wire as eight bytes, highest first. */
export function replayBytes(replayId: number): Buffer {
    const bytes = Buffer.alloc(8);
    bytes.writeBigUInt64BE(BigInt(replayId));
    return bytes;
}

/** The number of a replay id; undefined when it was not made here. */
export function replayNumber(bytes: Buffer): number | undefined {
    if (bytes.length !== 8) return undefined;
    const value = Number(bytes.readBigUInt64BE());
    return Number.isSafeInteger(value) ? value : undefined;
}
