import { z } from 'zod';

/** A resolved SenML record (RFC 8428, section 4.6). */
export interface SenmlRecord {
    baseName: string;
    name: string;
    unit?: string | undefined;
    value: number | string | boolean;
    /** Epoch milliseconds. */
    at: number;
}

const record = z.looseObject({
    bn: z.string().optional(),
    bt: z.number().optional(),
    bu: z.string().optional(),
    bv: z.number().optional(),
    bs: z.number().optional(),
    bver: z.number().optional(),
    n: z.string().optional(),
    u: z.string().optional(),
    v: z.number().optional(),
    vs: z.string().optional(),
    vb: z.boolean().optional(),
    vd: z.string().optional(),
    s: z.number().optional(),
    t: z.number().optional(),
    ut: z.number().optional()
});

const pack = z.array(record).min(1);

type Base = Pick<z.infer<typeof record>, 'bn' | 'bt' | 'bu' | 'bv' | 'bs' | 'bver'>;

/** Values below are relative to now (section 4.5.3). */
const relativeLimit = 2 ** 28;
const supportedVersion = 10;

/** Resolves a pack into records that need no context, or tells why it is not one. */
export function resolveSenml(values: unknown, receivedAt: number): SenmlRecord[] | string {
    const checked = pack.safeParse(values);
    if (!checked.success) return `not a SenML pack: ${checked.error.issues[0]?.message ?? ''}`;
    const resolved: SenmlRecord[] = [];
    let base: Base = {};
    for (const entry of checked.data) {
        const unknown = Object.keys(entry).find((label) => label.endsWith('_'));
        if (unknown) return `the label ${unknown} must be understood and is not`;
        base = { ...base, ...baseOf(entry) };
        if ((base.bver ?? supportedVersion) > supportedVersion) return `SenML version ${base.bver} is not supported`;
        const value = valueOf(entry, base);
        if (value === undefined) continue;
        const name = entry.n ?? '';
        if (`${base.bn ?? ''}${name}` === '') return 'a record has no name';
        resolved.push({
            baseName: base.bn ?? '',
            name,
            unit: entry.u ?? base.bu,
            value,
            at: timeOf(entry, base, receivedAt)
        });
    }
    return resolved;
}

function baseOf({ bn, bt, bu, bv, bs, bver }: Base): Base {
    return Object.fromEntries(Object.entries({ bn, bt, bu, bv, bs, bver }).filter(([, value]) => value !== undefined));
}

/** A record with only a sum, or only base fields, carries no value. */
function valueOf(entry: z.infer<typeof record>, base: Base): SenmlRecord['value'] | undefined {
    if (entry.v !== undefined) return entry.v + (base.bv ?? 0);
    if (entry.vs !== undefined || entry.vb !== undefined || entry.vd !== undefined)
        return entry.vs ?? entry.vb ?? entry.vd;
    if (entry.s !== undefined || base.bv === undefined) return undefined;
    return entry.n === undefined && entry.t === undefined ? undefined : base.bv;
}

function timeOf(entry: z.infer<typeof record>, base: Base, receivedAt: number): number {
    const seconds = (base.bt ?? 0) + (entry.t ?? 0);
    return seconds < relativeLimit ? receivedAt + seconds * 1000 : seconds * 1000;
}
