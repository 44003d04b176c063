import protobuf from 'protobufjs';

/*
 * The Sparkplug B payload (Eclipse Sparkplug 3.0, chapter 6), as far as values of signals need it: data sets,
 * templates and files are recognised by their type, but not taken apart.
 */
const definition = `
syntax = "proto2";
message Payload {
    optional uint64 timestamp = 1;
    repeated Metric metrics = 2;
    optional uint64 seq = 3;
    optional string uuid = 4;
    optional bytes body = 5;
    message Metric {
        optional string name = 1;
        optional uint64 alias = 2;
        optional uint64 timestamp = 3;
        optional uint32 datatype = 4;
        optional bool is_historical = 5;
        optional bool is_transient = 6;
        optional bool is_null = 7;
        optional PropertySet properties = 9;
        oneof value {
            uint32 int_value = 10;
            uint64 long_value = 11;
            float float_value = 12;
            double double_value = 13;
            bool boolean_value = 14;
            string string_value = 15;
            bytes bytes_value = 16;
        }
    }
    message PropertySet { repeated string keys = 1; repeated PropertyValue values = 2; }
    message PropertyValue {
        optional uint32 type = 1;
        optional bool is_null = 2;
        oneof value {
            uint32 int_value = 3;
            uint64 long_value = 4;
            float float_value = 5;
            double double_value = 6;
            bool boolean_value = 7;
            string string_value = 8;
        }
    }
}`;

/** A 64-bit integer as the library gives it. */
type Integer = number | { toNumber(): number; toString(): string };

/** A metric as it is on the wire. */
export interface Metric {
    name?: string;
    alias?: Integer;
    timestamp?: Integer;
    datatype?: number;
    isHistorical?: boolean;
    isNull?: boolean;
    properties?: { keys?: string[]; values?: { intValue?: number; isNull?: boolean }[] };
    intValue?: number;
    longValue?: Integer;
    floatValue?: number;
    doubleValue?: number;
    booleanValue?: boolean;
    stringValue?: string;
    bytesValue?: Uint8Array;
    /** Which of the values is set. */
    value?: string;
}

/** A payload as it is on the wire. */
export interface SparkplugPayload {
    timestamp?: Integer;
    metrics?: Metric[];
    seq?: Integer;
}

/** Reads and writes payloads. Building it compiles the schema, so a bridge builds one. */
export class SparkplugCodec {
    private readonly type = protobuf.parse(definition).root.lookupType('Payload');

    /** @throws Error when the bytes are no payload */
    decode(bytes: Uint8Array): SparkplugPayload {
        return this.type.toObject(this.type.decode(bytes), { oneofs: true });
    }

    encode(payload: SparkplugPayload): Uint8Array {
        return this.type.encode(this.type.fromObject(payload)).finish();
    }
}

/** A 64-bit integer as number; beyond 2^53 the nearest one. */
export function toNumber(value: Integer | undefined): number | undefined {
    if (value === undefined) return undefined;
    return typeof value === 'number' ? value : value.toNumber();
}
