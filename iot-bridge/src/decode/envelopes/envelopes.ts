import type { DecoderName } from '../names.ts';

/** Where a platform puts what the bridge needs. */
export interface Envelope {
    /** A message without this path is not of the platform. */
    proof: string;
    device?: string;
    timestamp?: string;
    /** Milliseconds per unit of a numeric timestamp; 1 unless given. */
    timestampMs?: number;
    sequence?: string;
    /** The platform sends only what changed. */
    partial?: boolean;
}

/** Names of the decoders that are described by a table instead of code. */
export type EnvelopeName = Extract<
    DecoderName,
    | 'aws-iot-shadow'
    | 'ttn-v3'
    | 'chirpstack-v4'
    | 'cumulocity'
    | 'thin-edge'
    | 'shelly-gen2'
    | 'tasmota'
    | 'aws-iot-rule'
>;

/**
 * Envelopes by platform. Definitions address the message as the platform sends it, for example
 * `uplink_message.decoded_payload.temperature` or `state.reported.temperature`.
 */
export const envelopes: Readonly<Record<EnvelopeName, Envelope>> = {
    // Accepted updates and documents of AWS IoT device shadows: time in seconds, version counts up.
    'aws-iot-shadow': { proof: 'state', timestamp: 'timestamp', timestampMs: 1000, sequence: 'version', partial: true },
    // AWS IoT rules with `SELECT * AS payload, clientid() AS clientId, timestamp() AS timestamp`.
    'aws-iot-rule': { proof: 'payload', device: 'clientId', timestamp: 'timestamp', partial: true },
    // The Things Stack v3, uplink messages over MQTT and webhooks.
    'ttn-v3': {
        proof: 'uplink_message.decoded_payload',
        device: 'end_device_ids.device_id',
        timestamp: 'received_at',
        sequence: 'uplink_message.f_cnt',
        partial: true
    },
    // ChirpStack v4, event/up.
    'chirpstack-v4': {
        proof: 'object',
        device: 'deviceInfo.devEui',
        timestamp: 'time',
        sequence: 'deduplicationId',
        partial: true
    },
    // Cumulocity measurements: fragments with series below the type name.
    cumulocity: { proof: 'type', device: 'source.id', timestamp: 'time', partial: true },
    // thin-edge.io measurements: values at the top, time is optional.
    'thin-edge': { proof: '', timestamp: 'time', partial: true },
    // Shelly Gen2 and later: NotifyStatus with time in seconds.
    'shelly-gen2': { proof: 'params', device: 'src', timestamp: 'params.ts', timestampMs: 1000, partial: true },
    // Tasmota tele/SENSOR and tele/STATE; Time has no zone, so the device must run on UTC.
    tasmota: { proof: 'Time', timestamp: 'Time', partial: true }
};
