import { equal } from '../compare.ts';
import { Decimal } from '../decimal.ts';
import { greatCircle, isDistanceUnit } from '../distance.ts';
import { define, strict, textual } from '../definition.ts';
import type { Compiled, FormulaContext, FunctionDefinition } from '../definition.ts';
import { FormulaEvaluationError } from '../errors.ts';
import type { FormulaValue, Place } from '../value.ts';

function degrees(value: FormulaValue | undefined, limit: number): number {
    const number = Decimal.isDecimal(value) ? value.toNumber() : Number.NaN;
    if (!(Math.abs(number) <= limit)) throw new FormulaEvaluationError(`GEOLOCATION: ${number} is outside ±${limit}°.`);
    return number;
}

function geolocation(args: readonly Compiled[], context: FormulaContext): Place | null {
    const [latitude, longitude] = args.map((arg) => arg.run(context));
    if (latitude === null && longitude === null) return null;
    return { kind: 'location', latitude: degrees(latitude, 90), longitude: degrees(longitude, 180) };
}

function isPlace(value: FormulaValue | undefined): value is Place {
    return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'location';
}

function distance(
    from: FormulaValue | undefined,
    to: FormulaValue | undefined,
    unit: FormulaValue | undefined
): Decimal | null {
    const name = String(unit);
    if (!isDistanceUnit(name)) throw new FormulaEvaluationError("DISTANCE: the unit is 'mi' or 'km'.");
    return isPlace(from) && isPlace(to) ? new Decimal(greatCircle(from, to, name)) : null;
}

function hasChanged(field: Compiled | undefined, context: FormulaContext): boolean {
    const prior = field?.path === undefined ? undefined : context.priorValue(field.path);
    if (prior === undefined) return false;
    const value = field?.run(context) ?? null;
    if (value === null || prior === null) return value !== prior;
    return !equal(value, prior);
}

function formatCurrency([code, amount]: readonly FormulaValue[]): string {
    const places = currencyPlaces(String(code));
    const rounded = (Decimal.isDecimal(amount) ? amount : new Decimal(0)).toFixed(places);
    const [whole = '', fraction] = rounded.split('.');
    const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
    return `${String(code)} ${fraction === undefined ? grouped : `${grouped}.${fraction}`}`;
}

function currencyPlaces(code: string): number {
    const known = /^[A-Z]{3}$/.test(code);
    const format = known ? new Intl.NumberFormat('en', { style: 'currency', currency: code }) : undefined;
    return format?.resolvedOptions().maximumFractionDigits ?? 2;
}

/** Functions of the record's history, of places, and the rest. */
export const advancedFunctions: readonly FunctionDefinition[] = [
    define('Advanced', 'ISNEW()', '', 'boolean', (_, context) => context.isNew),
    define('Advanced', 'ISCLONE()', '', 'boolean', () => false),
    define('Advanced', 'ISCHANGED(field)', 'field', 'boolean', ([field], context) => hasChanged(field, context)),
    define(
        'Advanced',
        'PRIORVALUE(field)',
        'field',
        ([field]) =>
            field?.type === 'location' ? { problem: 'PRIORVALUE takes no geolocation.' } : (field?.type ?? 'null'),
        ([field], context) => {
            const prior = field?.path === undefined ? undefined : context.priorValue(field.path);
            return prior === undefined ? (field?.run(context) ?? null) : prior;
        }
    ),
    define('Advanced', 'GEOLOCATION(latitude, longitude)', 'number,number', 'location', geolocation),
    strict('Advanced', 'DISTANCE(location, location, unit)', 'location,location,text', 'number', ([from, to, unit]) =>
        distance(from, to, unit)
    ),
    strict('Advanced', 'CURRENCYRATE(iso_code)', 'text', 'number', () => new Decimal(1)),
    textual('Advanced', 'FORMATCURRENCY(iso_code, amount)', 'text,number', 'text', formatCurrency)
];
