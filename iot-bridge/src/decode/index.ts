import { decodeCbor } from './cbor/decodeCbor.ts';
import { inflating } from './compressed/inflate.ts';
import { decodeCloudEvents } from './cloudevents/decodeCloudEvents.ts';
import { decodeCsv } from './csv/decodeCsv.ts';
import type { Decoder } from './decoder.ts';
import { decodeAzureIotHub } from './envelopes/decodeAzureIotHub.ts';
import { envelopeDecoder } from './envelopes/decodeEnvelope.ts';
import { decodeThingsboard } from './envelopes/decodeThingsboard.ts';
import { envelopes } from './envelopes/envelopes.ts';
import type { EnvelopeName } from './envelopes/envelopes.ts';
import { decodeJson } from './json/decodeJson.ts';
import { decodeMindconnect } from './mindconnect/decodeMindconnect.ts';
import { decodeMsgpack } from './msgpack/decodeMsgpack.ts';
import { decoderNames } from './names.ts';
import type { DecoderName } from './names.ts';
import { decodeOpcUaPubSub } from './opcua-pubsub/decodeOpcUaPubSub.ts';
import { decodeSenmlCbor, decodeSenmlJson } from './senml/decodeSenml.ts';
import { createSparkplugDecoder } from './sparkplug-b/decodeSparkplug.ts';
import { decodeShellyGen1, decodeVictron } from './topic-values/topicValues.ts';

/** Every format by its name in the configuration. */
export type Decoders = Record<DecoderName, Decoder>;

/** Decoders of a bridge. Formats with sessions keep them inside, so every bridge has its own. */
export function createDecoders(): Decoders {
    const decoders = plainDecoders();
    for (const name of decoderNames) decoders[name] = inflating(decoders[name]);
    return decoders;
}

function plainDecoders(): Decoders {
    return {
        json: decodeJson,
        'sparkplug-b': createSparkplugDecoder(),
        'senml-json': decodeSenmlJson,
        'senml-cbor': decodeSenmlCbor,
        cbor: decodeCbor,
        msgpack: decodeMsgpack,
        cloudevents: decodeCloudEvents,
        'azure-iot-hub': decodeAzureIotHub,
        thingsboard: decodeThingsboard,
        'aws-iot-shadow': byTable('aws-iot-shadow'),
        'ttn-v3': byTable('ttn-v3'),
        'chirpstack-v4': byTable('chirpstack-v4'),
        cumulocity: byTable('cumulocity'),
        'thin-edge': byTable('thin-edge'),
        'shelly-gen2': byTable('shelly-gen2'),
        tasmota: byTable('tasmota'),
        csv: decodeCsv,
        'opcua-pubsub-json': decodeOpcUaPubSub,
        'shelly-gen1': decodeShellyGen1,
        victron: decodeVictron,
        mindconnect: decodeMindconnect,
        'aws-iot-rule': byTable('aws-iot-rule')
    };
}

function byTable(name: EnvelopeName): Decoder {
    return envelopeDecoder(name, envelopes[name]);
}

export type { Decoder } from './decoder.ts';
export { decoderNames } from './names.ts';
export type { DecoderName } from './names.ts';
