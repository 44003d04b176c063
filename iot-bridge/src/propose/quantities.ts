import type { DecoderName } from '../decode/index.ts';

/** A field of Asset that a signal may fill, the unit it is kept in, and the names that mean it. */
export interface Quantity {
    field: string;
    unit: string;
    name: RegExp;
}

/** Reading fields of Asset with their units; the first signal of a message that fits gets the field. */
export const quantities: readonly Quantity[] = [
    { field: 'Temperature__c', unit: 'Cel', name: /temp/i },
    { field: 'Vibration__c', unit: 'mm/s', name: /vibr|velocity_?rms/i },
    { field: 'Pressure__c', unit: 'bar', name: /press|druck/i },
    { field: 'Power__c', unit: 'kW', name: /power|apower|leistung/i },
    { field: 'Energy__c', unit: 'kW.h', name: /energy|total|consumption|kwh/i },
    { field: 'Speed__c', unit: '/min', name: /speed|rpm|rotation|drehzahl/i },
    { field: 'Operating_Hours__c', unit: 'h', name: /hours|run_?time/i }
];

/** Units that the documentation of a format fixes without writing them into the message. */
const fixed: Partial<Record<DecoderName, readonly { name: RegExp; unit: string }[]>> = {
    // Shelly API, components Switch, PM1, EM and Temperature.
    'shelly-gen2': [
        { name: /apower$|act_power$/, unit: 'W' },
        { name: /voltage$/, unit: 'V' },
        { name: /current$/, unit: 'A' },
        { name: /freq$/, unit: 'Hz' },
        { name: /aenergy\.total$|act_energy$/, unit: 'W.h' },
        { name: /tC$/, unit: 'Cel' },
        { name: /tF$/, unit: '[degF]' },
        { name: /humidity.*\.rh$/, unit: '%' }
    ],
    'shelly-gen1': [
        { name: /power$/, unit: 'W' },
        { name: /temperature$/, unit: 'Cel' },
        { name: /temperature_f$/, unit: '[degF]' },
        { name: /voltage$/, unit: 'V' },
        { name: /humidity$/, unit: '%' }
    ],
    // Tasmota, commands SetOption and energy monitoring.
    tasmota: [
        { name: /^ENERGY\.(Total|Today|Yesterday)$/, unit: 'kW.h' },
        { name: /^ENERGY\.(Power|ApparentPower|ReactivePower)$/, unit: 'W' },
        { name: /^ENERGY\.Voltage$/, unit: 'V' },
        { name: /^ENERGY\.Current$/, unit: 'A' },
        { name: /\.Humidity$/, unit: '%' }
    ],
    // Venus OS, D-Bus path list.
    victron: [
        { name: /Voltage$/, unit: 'V' },
        { name: /Current$/, unit: 'A' },
        { name: /Power$/, unit: 'W' },
        { name: /Temperature$/, unit: 'Cel' },
        { name: /Soc$/, unit: '%' },
        { name: /Energy\/(Forward|Reverse)$|Yield\.(User|System)$/, unit: 'kW.h' }
    ]
};

/** The unit a format fixes for a path below its values. */
export function fixedUnit(format: DecoderName, name: readonly string[]): string | undefined {
    return fixed[format]?.find((entry) => entry.name.test(name.join('.')))?.unit;
}
