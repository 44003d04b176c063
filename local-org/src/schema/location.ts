import type { FieldDescribe, FieldValue, RecordData } from '../platform.ts';
import { makeField } from './describe.ts';

/** Most decimal places of a geolocation field's coordinates. */
export const MAX_LOCATION_SCALE = 15;

/** A geolocation as records answer it; null where a coordinate is blank. */
export interface LocationValue {
    readonly latitude: FieldValue;
    readonly longitude: FieldValue;
}

const PARTS = [
    { part: 'Latitude', limit: 90 },
    { part: 'Longitude', limit: 180 }
] as const;

/** Names of the two fields that hold a geolocation: `Site__c` → `Site__Latitude__s`, `Site__Longitude__s`. */
export function coordinateNames(name: string): { readonly latitude: string; readonly longitude: string } {
    const stem = name.replace(/__c$/, '');
    return { latitude: `${stem}__Latitude__s`, longitude: `${stem}__Longitude__s` };
}

/**
 * The fields behind a deployed field: a geolocation comes with its latitude and longitude, which alone are written
 * ("Geolocation Compound Field" in the Object Reference).
 */
export function withCoordinates(field: FieldDescribe): FieldDescribe[] {
    if (field.type !== 'location') return [field];
    const names = coordinateNames(field.name);
    const coordinates = PARTS.map(({ part, limit }) =>
        makeField({
            ...field,
            name: part === 'Latitude' ? names.latitude : names.longitude,
            label: `${field.label} (${part})`,
            type: 'double',
            precision: field.scale + 3,
            createable: true,
            updateable: true,
            compoundField: field.name,
            limit
        })
    );
    return [field, ...coordinates];
}

/** The value of a geolocation field in a record that holds its coordinates; null when both are blank. */
export function locationOf(field: FieldDescribe, record: Readonly<RecordData>): LocationValue | null {
    const names = coordinateNames(field.name);
    const latitude = record[names.latitude] ?? null;
    const longitude = record[names.longitude] ?? null;
    return latitude === null && longitude === null ? null : { latitude, longitude };
}

/** The same as `latitude,longitude` for the formula language, which has no half-known places: null unless both are set. */
export function locationText(field: FieldDescribe, record: Readonly<RecordData>): string | null {
    const { latitude, longitude } = locationOf(field, record) ?? { latitude: null, longitude: null };
    return latitude === null || longitude === null ? null : `${String(latitude)},${String(longitude)}`;
}
