/** `DISTANCE` in WHERE and ORDER BY: "Location-Based SOQL Queries" in the SOQL and SOSL Reference. */
import type { SQLInputValue } from 'node:sqlite';
import { greatCircle, isDistanceUnit } from '../formula/distance.ts';
import type { FunctionCall } from './functions.ts';
import { bind, type Expression, type QueryContext, type Scope } from './scope.ts';

/** Name under which the database knows `distanceBetween`. */
export const DISTANCE_FUNCTION = 'distance_between';

interface Place {
    readonly latitude: string;
    readonly longitude: string;
}

export const isDistance = (call: FunctionCall): boolean => (call.functionName ?? '').toUpperCase() === 'DISTANCE';

/** Distance of two places whose coordinates are columns; null where one is blank. */
export function distanceBetween(...values: readonly (SQLInputValue | undefined)[]): number | null {
    const [fromLatitude, fromLongitude, toLatitude, toLongitude, unit] = values;
    if (
        typeof fromLatitude !== 'number' ||
        typeof fromLongitude !== 'number' ||
        typeof toLatitude !== 'number' ||
        typeof toLongitude !== 'number' ||
        typeof unit !== 'string' ||
        !isDistanceUnit(unit)
    )
        return null;
    const from = { latitude: fromLatitude, longitude: fromLongitude };
    return greatCircle(from, { latitude: toLatitude, longitude: toLongitude }, unit);
}

/** @throws SalesforceError for anything but two places and a unit. */
export function compileDistance(context: QueryContext, scope: Scope, call: FunctionCall): Expression {
    const [from, to, unit, ...more] = call.parameters ?? [];
    if (from === undefined || to === undefined || more.length > 0)
        throw context.errors.malformed('DISTANCE takes two locations and a unit');
    const name = typeof unit === 'string' ? unit.replace(/^'(.*)'$/, '$1') : '';
    if (!isDistanceUnit(name)) throw context.errors.malformed(`Invalid distance unit: ${name}. Valid unit: 'mi', 'km'`);
    const places = [from, to].map((one) => compilePlace(context, scope, one));
    const coordinates = places.flatMap(({ latitude, longitude }) => [latitude, longitude]);
    const sql = `${DISTANCE_FUNCTION}(${[...coordinates, bind(context, name)].join(', ')})`;
    return { sql, type: 'double', field: undefined };
}

function compilePlace(context: QueryContext, scope: Scope, place: string | FunctionCall): Place {
    if (typeof place === 'string') {
        const found = scope.coordinates(place);
        if (!found) {
            const { field } = scope.field(place);
            throw context.errors.malformed(`field ${field?.name ?? place} is no location: DISTANCE`);
        }
        return { latitude: found.latitude.sql, longitude: found.longitude.sql };
    }
    if (place.functionName?.toUpperCase() !== 'GEOLOCATION')
        throw context.errors.unsupported(`function ${place.functionName ?? ''} inside DISTANCE`);
    const [latitude, longitude] = place.parameters ?? [];
    return { latitude: degrees(context, latitude, 90), longitude: degrees(context, longitude, 180) };
}

function degrees(context: QueryContext, value: unknown, limit: number): string {
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN;
    if (!(Math.abs(number) <= limit))
        throw context.errors.malformed(`GEOLOCATION: ${String(value)} is no number between -${limit} and ${limit}`);
    return bind(context, number);
}
