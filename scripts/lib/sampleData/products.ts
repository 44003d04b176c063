import type { Fields } from './record.ts';

/** A model of machine that the plants use. */
export interface Product {
    readonly code: string;
    readonly name: string;
    readonly family: string;
    readonly description: string;
    /** Static resource with the drawing for the Digital Twin; the general drawing when left out. */
    readonly twinModel?: string;
}

/** Models of the sample plants. Signal and alarm definitions refer to their codes. */
export const PLANT_PRODUCTS: readonly Product[] = [
    {
        code: 'HP-400',
        name: 'Hydraulic Press HP-400',
        family: 'Presses',
        description: 'Hydraulic press, 4000 kN.',
        twinModel: 'Twin_HP_400'
    },
    {
        code: 'CNC-5X',
        name: 'Machining Centre CNC-5X',
        family: 'Machine Tools',
        description: 'Five-axis centre.',
        twinModel: 'Twin_CNC_5X'
    },
    {
        code: 'EM-75',
        name: 'Drive Motor EM-75',
        family: 'Drives',
        description: 'Asynchronous motor, 75 kW.',
        twinModel: 'Twin_EM_75'
    },
    {
        code: 'CP-20',
        name: 'Cooling Pump CP-20',
        family: 'Pumps',
        description: 'Centrifugal pump, 85 L/min.',
        twinModel: 'Twin_CP_20'
    },
    {
        code: 'AC-55',
        name: 'Air Compressor AC-55',
        family: 'Compressors',
        description: 'Screw compressor, 55 kW.',
        twinModel: 'Twin_AC_55'
    },
    {
        code: 'CV-10',
        name: 'Conveyor CV-10',
        family: 'Conveying',
        description: 'Belt conveyor, 10 m.',
        twinModel: 'Twin_CV_10'
    },
    {
        code: 'FM-8',
        name: 'Filling Machine FM-8',
        family: 'Filling',
        description: 'Rotary filler, eight valves.',
        twinModel: 'Twin_FM_8'
    },
    {
        code: 'GW-1',
        name: 'Edge Gateway GW-1',
        family: 'Gateways',
        description: 'Gateway from machine to network.',
        twinModel: 'Twin_GW_1'
    }
];

/** Models of the recorded machines. */
export const RECORDED_PRODUCTS: readonly Product[] = [
    { code: 'NAB-MT', name: 'Recorded Machine NAB-MT', family: 'Recordings', description: 'Machine of a recording.' },
    { code: 'PDM-1', name: 'Recorded Machine PDM-1', family: 'Recordings', description: 'Machine of a recording.' }
];

/** Product records of the given models. */
export function productRows(products: readonly Product[]): Fields[] {
    return products.map(({ code, name, family, description, twinModel }) => ({
        Name: name,
        ProductCode: code,
        Family: family,
        Description: description,
        ...(twinModel ? { Twin_Model__c: twinModel } : {}),
        IsActive: true
    }));
}

/** Reference to the product record of a model among the given models. */
export function productReference(products: readonly Product[], code: string): string {
    const index = products.findIndex((product) => product.code === code);
    if (index < 0) throw new Error(`The sample data has no product ${code}.`);
    return `@Product2Ref${index + 1}`;
}
