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
    'tasmota'
] as const;

/** A format with a decoder. */
export type DecoderName = (typeof decoderNames)[number];
