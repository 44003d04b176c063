/** Formats a route can name. */
export const decoderNames = [
    'json',
    'sparkplug-b',
    'senml-json',
    'senml-cbor',
    'cbor',
    'msgpack',
    'cloudevents',
    'aws-iot-shadow',
    'azure-iot-hub',
    'ttn-v3',
    'chirpstack-v4',
    'thingsboard',
    'cumulocity',
    'thin-edge',
    'shelly-gen2',
    'tasmota',
    'csv',
    'opcua-pubsub-json',
    'shelly-gen1',
    'victron',
    'mindconnect',
    'aws-iot-rule'
] as const;

/** A format with a decoder. */
export type DecoderName = (typeof decoderNames)[number];
