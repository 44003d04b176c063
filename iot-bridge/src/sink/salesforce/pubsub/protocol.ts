import type { ServiceDefinition } from '@grpc/grpc-js';
import { fromJSON } from '@grpc/proto-loader';
import protobuf from 'protobufjs';

/*
 * What the bridge uses of the Pub/Sub API (package eventbus.v1), written from its public reference: names, numbers and
 * types of the wire format.
 */
const definition = `
syntax = "proto3";
package eventbus.v1;
service PubSub {
    rpc GetSchema(SchemaRequest) returns (SchemaInfo);
    rpc GetTopic(TopicRequest) returns (TopicInfo);
    rpc PublishStream(stream PublishRequest) returns (stream PublishResponse);
}
enum ErrorCode { UNKNOWN = 0; PUBLISH = 1; COMMIT = 2; }
message Error { ErrorCode code = 1; string msg = 2; }
message ProducerEvent { string id = 1; string schema_id = 2; bytes payload = 3; }
message TopicRequest { string topic_name = 1; }
message TopicInfo {
    string topic_name = 1; string tenant_guid = 2; bool can_publish = 3; bool can_subscribe = 4; string schema_id = 5;
}
message SchemaRequest { string schema_id = 1; }
message SchemaInfo { string schema_json = 1; string schema_id = 2; }
message PublishRequest { string topic_name = 1; repeated ProducerEvent events = 2; }
message PublishResult { bytes replay_id = 1; Error error = 2; string correlation_key = 3; }
message PublishResponse { repeated PublishResult results = 1; string schema_id = 2; string rpc_id = 3; }
`;

/** What the org says about a topic. */
export interface TopicInfo {
    canPublish: boolean;
    schemaId: string;
}

/** A schema, as Avro JSON. */
export interface SchemaInfo {
    schemaJson: string;
}

/** Events of one request; `id` comes back as the correlation key of its result. */
export interface PublishRequest {
    topicName: string;
    events: { id: string; schemaId: string; payload: Buffer }[];
}

/** What became of one event: a replay id, or an error. */
export interface PublishResult {
    replayId: Buffer;
    error: { code: string; msg: string } | null;
    correlationKey: string;
}

/** The results of one request, and the schema the topic has now. */
export interface PublishResponse {
    results: PublishResult[];
    schemaId: string;
}

/** The service as gRPC knows it, with names in camel case, enums as names and absent fields as their defaults. */
export function pubSubService(): ServiceDefinition {
    const { root } = protobuf.parse(definition);
    const service = fromJSON(root.toJSON(), { enums: String, longs: String, defaults: true })['eventbus.v1.PubSub'];
    if (!service || 'format' in service) throw new TypeError('The definition has no service PubSub.');
    return service;
}
