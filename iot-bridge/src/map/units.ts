import { createRequire } from 'node:module';
import { BridgeError } from '../errors.ts';

/** A conversion that costs one multiplication and one addition: `y = factor · x + offset`. */
export interface UnitConversion {
    factor: number;
    offset: number;
}

/** What the bridge uses of the UCUM library of the National Library of Medicine. */
interface UcumLibrary {
    convertUnitTo(
        from: string,
        value: number,
        to: string
    ): { status: string; toVal: number | null; msg?: string[]; fromUnit?: unknown; toUnit?: unknown };
    validateUnitString(unit: string): { status: string };
}

const identity: UnitConversion = { factor: 1, offset: 0 };

/** Compiles unit conversions once per pair, when definitions are loaded. */
export class UnitConverter {
    private library: UcumLibrary | undefined;
    private readonly known = new Map<string, UnitConversion>();

    /**
     * Conversion between two UCUM units of one dimension. Without a source unit the value is taken as it is.
     * @throws BridgeError UNIT_UNKNOWN, or UNIT_DIMENSION when the dimensions differ or the scale is not linear
     */
    conversion(from: string | undefined, to: string | undefined): UnitConversion {
        if (!from || !to || from === to) return identity;
        const pair = `${from} ${to}`;
        const known = this.known.get(pair);
        if (known) return known;
        const compiled = this.compile(from, to);
        this.known.set(pair, compiled);
        return compiled;
    }

    /** @throws BridgeError UNIT_UNKNOWN */
    check(unit: string): void {
        if (this.ucum().validateUnitString(unit).status !== 'valid') throw new BridgeError('UNIT_UNKNOWN', { unit });
    }

    private compile(from: string, to: string): UnitConversion {
        this.check(from);
        this.check(to);
        const offset = this.convert(from, 0, to);
        const factor = this.convert(from, 1, to) - offset;
        const probe = this.convert(from, 1000, to);
        if (Math.abs(probe - (factor * 1000 + offset)) > Math.abs(probe) * 1e-9) {
            throw new BridgeError('UNIT_DIMENSION', { from, to, reason: 'the scale is not linear' });
        }
        return { factor, offset };
    }

    private convert(from: string, value: number, to: string): number {
        const result = this.ucum().convertUnitTo(from, value, to);
        if (result.status === 'succeeded' && result.toVal !== null) return result.toVal;
        const reason = result.msg?.join(' ') ?? 'the dimensions differ';
        throw new BridgeError('UNIT_DIMENSION', { from, to, reason });
    }

    /** Loading the library takes a second, so only a bridge that converts units pays for it. */
    private ucum(): UcumLibrary {
        const load = createRequire(import.meta.url);
        this.library ??= (
            load('@lhncbc/ucum-lhc') as { UcumLhcUtils: { getInstance(): UcumLibrary } }
        ).UcumLhcUtils.getInstance();
        return this.library;
    }
}
