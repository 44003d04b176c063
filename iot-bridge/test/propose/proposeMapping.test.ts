import { proposeMapping } from '../../src/propose/index.ts';
import type { MappingProposal } from '../../src/propose/index.ts';
import { UnitConverter } from '../../src/map/index.ts';

const units = new UnitConverter();

function propose(topic: string, message: unknown, model?: string): MappingProposal {
    const payload = Buffer.from(typeof message === 'string' ? message : JSON.stringify(message));
    return proposeMapping([{ topic, payload, at: undefined }], 'the sample', { model }, units);
}

/** What matters of the signals: name, path, type, units and field. */
function signals({ signals: found }: MappingProposal): unknown[] {
    return found.map(({ row }) => [
        row.Signal_Name__c,
        row.Value_Path__c,
        row.Value_Type__c,
        row.Source_Unit__c,
        row.Unit__c,
        row.Asset_Field__c
    ]);
}

describe('a mapping proposed from a message', () => {
    it('of a machine controller: units in names, identity in topic and payload', () => {
        const proposal = propose('plant/nw/nw-press-01/telemetry', {
            timestamp: 1_795_168_800,
            sequence: 12,
            serialNo: 'nw-press-01',
            state: 'Running',
            metrics: { oilTemperature_degC: 48.2, outletPressureKpa: '290,5', windingTempF: 158, valveOpen: true }
        });
        expect(proposal.route).toEqual({
            filter: 'plant/nw/+/telemetry',
            format: 'json',
            deviceLevel: 3,
            devicePath: 'serialNo',
            timestampPath: 'timestamp',
            timestampUnit: 's',
            sequencePath: 'sequence'
        });
        expect(signals(proposal)).toEqual([
            ['Operating_State', 'state', 'Text', null, null, 'Operating_State__c'],
            ['Oil_Temperature', 'metrics.oilTemperature_degC', 'Number', 'Cel', 'Cel', 'Temperature__c'],
            ['Outlet_Pressure', 'metrics.outletPressureKpa', 'Number', 'kPa', 'bar', 'Pressure__c'],
            ['Winding_Temp', 'metrics.windingTempF', 'Number', '[degF]', 'Cel', null],
            ['Valve_Open', 'metrics.valveOpen', 'Boolean', null, null, null]
        ]);
    });

    it('of Cumulocity: units and values in one object', () => {
        const proposal = propose('c8y/measurement/measurements/create', {
            type: 'c8y_Steam',
            source: { id: '1234' },
            time: '2026-11-20T10:00:00.000Z',
            c8y_Steam: { Temperature: { value: 25.5, unit: 'C' }, Pressure: { value: 3, unit: 'psi' } }
        });
        expect(proposal.format).toBe('cumulocity');
        expect(proposal.notes[0]).toBe('device: the format names it, for example 1234');
        expect(signals(proposal)).toEqual([
            ['Steam_Temperature', 'c8y_Steam.Temperature.value', 'Number', 'Cel', 'Cel', 'Temperature__c'],
            ['Steam_Pressure', 'c8y_Steam.Pressure.value', 'Number', '[psi]', 'bar', 'Pressure__c']
        ]);
    });

    it('of SenML: units of its registry', () => {
        const proposal = propose('senml', [
            { bn: 'urn:dev:mac:0024befffe804ff1:', bt: 1_795_168_800, n: 'temperature', u: 'Cel', v: 23.1 },
            { n: 'humidity', u: '%RH', v: 40 },
            { n: 'voltage', u: 'V', v: 120.1 }
        ]);
        expect(signals(proposal)).toEqual([
            ['Temperature', 'metrics.temperature', 'Number', 'Cel', 'Cel', 'Temperature__c'],
            ['Humidity', 'metrics.humidity', 'Number', '%', '%', null],
            ['Voltage', 'metrics.voltage', 'Number', 'V', 'V', null]
        ]);
    });

    it('of The Things Stack: a gap of knowledge is said, not filled', () => {
        const proposal = propose('v3/app@ttn/devices/eui-1/up', {
            end_device_ids: { device_id: 'eui-1' },
            received_at: '2026-11-20T10:00:00.123456789Z',
            uplink_message: { f_port: 2, f_cnt: 71, decoded_payload: { temperature: 29.7, bat_v: 3.6, label: 'north' } }
        });
        expect(signals(proposal)).toEqual([
            ['Temperature', 'uplink_message.decoded_payload.temperature', 'Number', null, null, null],
            ['Bat_V', 'uplink_message.decoded_payload.bat_v', 'Number', null, null, null]
        ]);
        expect(proposal.signals[0]?.notes).toEqual(['unit unknown: set Source_Unit__c and Unit__c']);
        expect(proposal.leftOut).toEqual([
            { path: 'uplink_message.decoded_payload.label', reason: 'a text that does not look like a state' }
        ]);
    });

    it('of a Shelly: units its documentation fixes, and a colon in a name', () => {
        const proposal = propose('shellypro3-aabb/events/rpc', {
            src: 'shellypro3-aabb',
            dst: 'shellypro3-aabb/events',
            method: 'NotifyStatus',
            params: {
                ts: 1795168800.25,
                'switch:0': { id: 0, apower: 1200, aenergy: { total: 6500 }, temperature: { tC: 41 } }
            }
        });
        expect(signals(proposal)).toEqual(
            expect.arrayContaining([
                ['Switch_0_Apower', 'params.switch:0.apower', 'Number', 'W', 'kW', 'Power__c'],
                ['Switch_0_Aenergy_Total', 'params.switch:0.aenergy.total', 'Number', 'W.h', 'kW.h', 'Energy__c'],
                ['Switch_0_Temperature_T_C', 'params.switch:0.temperature.tC', 'Number', 'Cel', 'Cel', 'Temperature__c']
            ])
        );
    });

    it('of OPC UA PubSub: a value with its status code', () => {
        const proposal = propose('opcua/press', {
            MessageType: 'ua-data',
            PublisherId: 'press',
            Messages: [
                {
                    DataSetWriterId: 1,
                    SequenceNumber: 5,
                    Timestamp: '2026-11-20T10:00:00Z',
                    Payload: { 'Oil.Temperature [°C]': { Value: 48.2, StatusCode: 0 } }
                }
            ]
        });
        expect(signals(proposal)).toEqual([
            ['Oil_Temperature', String.raw`values.Oil\.Temperature [°C]`, 'Number', 'Cel', 'Cel', 'Temperature__c']
        ]);
        expect(proposal.route.devicePath).toBeUndefined();
    });

    it('of CSV with a head', () => {
        const proposal = propose('line/press-7', 'timestamp;Temp (°C);Speed [rpm]\n2026-11-20T10:00:00Z;48,2;1480\n');
        expect(proposal.route).toMatchObject({ format: 'csv', deviceLevel: 2, timestampPath: 'timestamp' });
        expect(signals(proposal)).toEqual([
            ['Temp', 'Temp (°C)', 'Number', 'Cel', 'Cel', 'Temperature__c'],
            ['Speed', 'Speed [rpm]', 'Number', '/min', '/min', 'Speed__c']
        ]);
    });

    it('refuses a wrong unit for a field, and names the record after the product', () => {
        const proposal = propose('plant/nw/nw-fan-01/telemetry', { fanSpeed_m_s: 3 }, 'FAN-1');
        expect(signals(proposal)).toEqual([['Fan_Speed', 'fanSpeed_m_s', 'Number', 'm/s', 'm/s', null]]);
        expect(proposal.signals[0]?.notes).toEqual(['not for Speed__c: m/s is no unit of it']);
        expect(proposal.signals[0]?.row.DeveloperName).toBe('FAN_1_Fan_Speed');
    });

    it('finds the device level by what differs between topics', () => {
        const message = (device: string) => ({
            topic: `acme/hall-2/${device}/telemetry`,
            payload: Buffer.from('{"flow_lpm":77}'),
            at: undefined
        });
        const { route } = proposeMapping([message('cp-20-a'), message('cp-20-b')], 'two', {}, units);
        expect(route).toMatchObject({ filter: 'acme/hall-2/+/telemetry', deviceLevel: 3 });
    });

    it('refuses bytes that are no message', () => {
        expect(() => propose('a', 'hello')).toThrow('No mapping can be proposed from the sample');
    });
});
