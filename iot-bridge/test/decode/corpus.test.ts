import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { createDecoders } from '../../src/decode/index.ts';
import type { DecoderName } from '../../src/decode/index.ts';

/* Payloads of real devices and platforms that are not part of the project; without the folder there is nothing to do. */
const shared = path.join(__dirname, '../../../../shared/data');
const payloads = path.join(shared, 'payloads');
const recording = path.join(shared, 'telemetry/mapr-hvac-mqtt/mqtt.json.gz');
const receivedAt = Date.parse('2026-11-20T10:00:00Z');

/** The decoders a vendor's files go through; a file that none of them reads must be refused with a reason. */
const formats: Record<string, DecoderName> = {
    'aws-iot-core-lorawan': 'aws-iot-rule',
    cloudevents: 'cloudevents',
    'cumulocity-thin-edge': 'cumulocity',
    'opcua-pubsub-opc-publisher': 'opcua-pubsub-json',
    'senml-rfc8428': 'senml-json',
    'shelly-device-dumps': 'shelly-gen1',
    'siemens-insights-hub': 'mindconnect',
    'sparkplug-b': 'sparkplug-b',
    'thethingsstack-v3': 'ttn-v3',
    'thingsboard-gateway': 'thingsboard',
    victron: 'victron'
};

function filesIn(directory: string): string[] {
    return readdirSync(directory, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && entry.name !== 'PROVENANCE.md')
        .map((entry) => path.join(entry.parentPath, entry.name));
}

function formatOf(vendor: string, file: string): DecoderName {
    if (vendor === 'senml-rfc8428' && file.endsWith('.cbor')) return 'senml-cbor';
    if (file.endsWith('.csv')) return 'csv';
    return formats[vendor] ?? 'json';
}

const vendors = existsSync(payloads) ? readdirSync(payloads) : [];

(vendors.length > 0 ? describe : describe.skip)('payloads of real devices', () => {
    it('are decoded or refused with a reason, every single file', () => {
        const decoders = createDecoders();
        const counts = { decoded: 0, refused: 0 };
        const silent: string[] = [];
        for (const vendor of vendors) {
            for (const file of filesIn(path.join(payloads, vendor))) {
                const decode = decoders[formatOf(vendor, file)];
                const { messages, problems } = decode(readFileSync(file), 'N/portal/battery/0/Dc', receivedAt);
                if (messages.length > 0) counts.decoded++;
                else if (problems.length > 0) counts.refused++;
                else silent.push(path.relative(payloads, file));
            }
        }
        expect(silent).toEqual([]);
        expect(counts.decoded).toBeGreaterThan(600);
    });

    it('are all recovered where a gateway wrote two objects into one message', () => {
        const decode = createDecoders().json;
        const lines = gunzipSync(readFileSync(recording))
            .toString('utf8')
            .split('\n')
            .filter((line) => line.length > 0);
        const results = lines.map((line) => decode(Buffer.from(line), 'hvac', receivedAt));
        expect(results.filter(({ messages }) => messages.length === 2)).toHaveLength(294);
        expect(results.filter(({ problems }) => problems.length > 0)).toEqual([]);
    });
});
